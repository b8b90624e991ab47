import { t as rentHere } from "./shared.js";

export { rentHere };