import * as z from "zod/mini";

/**
 * What `schema` makes of a value, or `fallback` when it is absent or does not fit. `z.catch` does the same, but it
 * takes a constant through zod's `util` namespace, of which esbuild then keeps all (14 kB).
 */
export const orElse = <T extends z.ZodMiniType>(schema: T, fallback: z.output<T>) =>
  new z.ZodMiniCatch({
    type: "catch",
    innerType: schema,
    catchValue: () => fallback,
  }) as z.ZodMiniCatch<T>;
