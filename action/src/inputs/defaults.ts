/**
 * What an input means that was passed as an empty string, which happens when a workflow hands on an input
 * of its own: the same as when it is left out. The values are action.yml's; a test holds them together.
 */
export const DEFAULTS: Readonly<Record<string, string>> = {
  "api-url": "https://api.cloud.sesterce.com",
  gpu: "any",
  "deployment-type": "vm",
  lifetime: "2h",
  "capacity-wait": "0",
  "ready-timeout": "20m",
  "max-attempts": "3",
  "wait-for": "ssh",
  scope: "job",
  "ssh-alias": "gpu",
  "dry-run": "false",
};
