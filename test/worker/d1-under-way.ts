/** The statements that the local D1 works on: time has to wait for them, as it would jump to their time limit. */
import { env } from "cloudflare:workers";
import { UnderWay } from "../helpers/under-way.ts";

export const d1UnderWay = new UnderWay();

d1UnderWay.watch(Object.getPrototypeOf(env.DB), ["batch", "exec"]);
d1UnderWay.watch(Object.getPrototypeOf(env.DB.prepare("SELECT 1")), ["all", "first", "raw", "run"]);
