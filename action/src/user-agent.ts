/** How the action presents itself to the API. */
export const USER_AGENT = "sesterce-gpu-action/0.1.0";
