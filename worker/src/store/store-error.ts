/** The one error of the store: the database did not do what it was asked. It says what failed, never with which values. */
import * as z from "zod/mini";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code = "store-failed";

  constructor(doing: string, cause: unknown) {
    super(`The database failed: ${doing}.`, { cause });
  }
}

/** Runs what asks D1, and translates whatever it throws. `doing` is a clause: "reading leases". */
export async function storing<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(doing, error);
  }
}

export type Rows = Pick<D1Result, "results">;

/** Rows as the schema has them. Throws: a row of another shape is a migration that is missing. */
export const readRows = <S extends z.ZodMiniType>({ results }: Rows, schema: S): z.infer<S>[] =>
  results.map((row) => z.parse(schema, row));
