/** `/gpu key`: the public key that a person's machines let in. What was typed is neither logged nor repeated. */
import type { Deps } from "../../deps.ts";
import { mayRent } from "../authorize.ts";
import type { Command } from "../command-types.ts";
import { fingerprintOf, parsePublicKey } from "../public-key.ts";
import { deniedView } from "../views/denied.ts";
import { keyFaultView, keyStoredView, keyView, noKeyView } from "../views/key.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

/** Throws StoreError. */
export async function key(
  { words }: Extract<Command, { name: "key" }>,
  { deps, asker: { userId } }: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const { settings, store, clock } = deps;
  const allowed = mayRent(settings.roles, userId);
  if (!allowed.ok) return { message: deniedView(allowed.reason) };
  if (words.length === 0) return { message: await storedView(userId, deps) };
  const read = parsePublicKey(words);
  if (!read.ok) return { message: keyFaultView(read.reason) };
  const { line, type } = read.value;
  const addedAt = clock.now();
  await inStore(deps, "writing a public key", () =>
    store.publicKeys.put({ userId, key: line, addedAt }),
  );
  return { message: keyStoredView({ fingerprint: await fingerprintOf(line), type, addedAt }) };
}

async function storedView(userId: string, deps: Deps) {
  const stored = await inStore(deps, "reading a public key", () =>
    deps.store.publicKeys.of(userId),
  );
  if (stored === undefined) return noKeyView();
  const [type = ""] = stored.key.split(" ");
  const { addedAt } = stored;
  return keyView({ fingerprint: await fingerprintOf(stored.key), type, addedAt });
}
