/** Text from outside on its way into a channel, where many read it: escaped, and without addresses. Pure. */
import { code, plain } from "../../text.ts";

const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g;
/** With a gap (`2001:db8::1`), or whole; a time of day (`12:00:00`) is neither. */
const IPV6 =
  /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{0,4}|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4})(?![\w:])/gi;

const withoutAddresses = (text: string): string =>
  text.replace(IPV4, "(address)").replace(IPV6, "(address)");

/** A sentence or a name. */
export const said = (text: string, max = 200): string => plain(withoutAddresses(text), max);

export const saidAsCode = (text: string, max = 80): string => code(withoutAddresses(text), max);
