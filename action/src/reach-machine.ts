/** Joins provisioning to SSH: writes the lease's config for each machine, then waits until it answers. */
import { fail, ok, type Reach, type ReachTarget } from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";
import type { Inputs } from "./inputs/inputs.ts";
import type { Lease } from "./lease.ts";
import { sshBanner } from "./ssh/banner.ts";
import { writeMachine } from "./ssh/lease-files.ts";
import { runOverSsh } from "./ssh/login.ts";
import { reachOverSsh } from "./ssh/reach.ts";

export function reachMachine(
  { sshAlias }: Pick<Inputs, "sshAlias">,
  { paths, key }: Pick<Lease, "paths" | "key">,
  host: Pick<Host, "clock" | "warning">,
): Reach {
  const hasKey = key !== undefined;
  return async ({ address, candidate, onProgress }: ReachTarget, signal) => {
    await writeMachine(paths, { alias: sshAlias, address, hasKey, isPinnedByUs: hasKey });
    const { gpuName, gpuCount } = candidate.offer;
    const mode = hasKey ? "login" : "banner";
    const reached = await reachOverSsh(
      { address, gpuName, gpuCount, mode, signal, onLast: onProgress },
      {
        clock: host.clock,
        banner: sshBanner,
        run: (login) => runOverSsh({ ...login, paths, alias: sshAlias }),
      },
    );
    if (!reached.ok) {
      const { reason } = reached;
      const detail = reason.code === "too-few-gpus" ? reason.detail : "it may be another machine";
      return fail({ code: reason.code, detail });
    }
    if (reached.value.verified === "login") return ok({ gpus: reached.value.gpus });
    if (reached.value.note !== undefined) host.warning(reached.value.note);
    // Nobody has logged in: the host key is pinned when a later step does.
    await writeMachine(paths, { alias: sshAlias, address, hasKey, isPinnedByUs: false });
    return ok({ gpus: null });
  };
}
