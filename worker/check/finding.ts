/** What one check has found: a line for people, a value for scripts. Pure. */

export type Status = "ok" | "wrong" | "not tried";

export interface Finding {
  /** The variable that it is about, or the thing. */
  readonly name: string;
  readonly status: Status;
  /** What was seen, one sentence or two. */
  readonly seen: string;
  /** Where and how it is mended, or what would be better. */
  readonly mend?: string;
}

/** What a service says may end with a full stop, or not. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

export const fine = (name: string, seen: string, better?: string): Finding => ({
  name,
  status: "ok",
  seen,
  ...(better !== undefined && { mend: better }),
});

export const wrong = (name: string, seen: string, mend: string): Finding => ({
  name,
  status: "wrong",
  seen,
  mend,
});

export const untried = (name: string, seen: string, instead?: string): Finding => ({
  name,
  status: "not tried",
  seen,
  ...(instead !== undefined && { mend: instead }),
});
