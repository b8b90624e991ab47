/** Who asks: the fronts of Sesterce and GitHub turn away whoever does not say, and a Worker's fetch says nothing. */
export const USER_AGENT = "sesterce-gpu-worker/0.1.0";
