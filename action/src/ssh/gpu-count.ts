/** How many GPUs a machine shows: what to run there, and how to read the answer. Pure. */

/** The remote command that lists the GPUs of an offer with this GPU name. */
export const gpuCommand = (gpuName: string): string =>
  isAmd(gpuName) ? "rocm-smi --showid || /opt/rocm/bin/rocm-smi --showid" : "nvidia-smi -L";

/** AMD's are MI300X, MI250 and the like; all others that are rented out are NVIDIA's. */
const isAmd = (gpuName: string) => /^(?:AMD|Instinct|Radeon|MI\d)/i.test(gpuName.trim());

/**
 * Counts `GPU 0: NVIDIA …` lines and the distinct `GPU[0]` of rocm-smi, which has several lines for
 * each. The slices of a GPU (`  MIG 1g.10gb …`) are indented and not counted.
 */
export function countGpus(stdout: string): number {
  const indices = stdout.matchAll(/^GPU (\d+): |^GPU\[(\d+)\]/gm);
  return new Set(Array.from(indices, ([, nvidia, amd]) => nvidia ?? amd)).size;
}
