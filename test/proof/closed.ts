/** A description taken at its word: no object has keys beside those that are described. Pure. */
export function closed(description: object): object {
  return Object.fromEntries(Object.entries(description).map(([key, one]) => [key, closedIn(one)]));
}

function closedIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedIn);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closedIn(one)]));
  const isOpen =
    inner.type === "object" && "properties" in inner && !("additionalProperties" in inner);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}
