/** What a person can ask of `/gpu`. A button that asks for more of an answer carries such a line as its value. */

export type Command =
  | { readonly name: "list"; readonly mine: boolean; readonly page: number }
  | {
      readonly name: "offers";
      /** Which of them name a GPU and which a region is told by the offers there are: `resolveQuery`. */
      readonly words: readonly OfferWord[];
      /** Dearer offers are left out. */
      readonly maxHourlyUsd: number | null;
      readonly page: number;
    }
  | { readonly name: "show"; readonly machine: string }
  | {
      readonly name: "create";
      /** A GPU's name, or "any", and how many of it; null: at least one. */
      readonly gpu: OfferWord;
      readonly lifetimeMs: number;
      /** Slug, display name or country code; null: anywhere. */
      readonly region: string | null;
    }
  | { readonly name: "extend"; readonly machine: string; readonly addMs: number }
  | { readonly name: "delete"; readonly machine: string }
  /** What was pasted, in words; none: which key is stored. It may hold a secret: it is never shown or logged. */
  | { readonly name: "key"; readonly words: readonly string[] }
  | { readonly name: "gc"; readonly act: "status" | "run" }
  | { readonly name: "gc"; readonly act: "approve"; readonly approvalId: string }
  | { readonly name: "cost"; readonly days: number; readonly page: number }
  | { readonly name: "help"; readonly topic: CommandName | null };

export interface OfferWord {
  readonly text: string;
  /** From `H100:8`; null: no count was given. */
  readonly count: number | null;
}

export type CommandName = Command["name"];

export type CommandOf<N extends CommandName> = Extract<Command, { name: N }>;

export type OffersCommand = CommandOf<"offers">;

/** Why a line is no command. What was typed is as it came: escape it. */
export type Mistake =
  | {
      readonly code: "unknown-command";
      readonly word: string;
      readonly nearest: readonly CommandName[];
    }
  /** Somebody pasted a private key: nothing of the line may be shown. */
  | { readonly code: "private-key" }
  | {
      readonly code: "missing-argument";
      readonly command: CommandName;
      /** What must stand there, as a clause without an end. */
      readonly allowed: string;
    }
  | {
      readonly code: "wrong-argument";
      readonly command: CommandName;
      /** What is wrong, or too much. */
      readonly word: string;
      /** What may stand there, as a clause without an end. */
      readonly allowed: string;
      readonly nearest: readonly string[];
    };
