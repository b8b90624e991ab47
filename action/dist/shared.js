import { a as withoutTrailingSlash, c as REDIRECT, i as isToken, l as requestHeaders, n as USER_AGENT, o as INSTANCES_PATH, r as isApiUrl, s as OFFERS_PATH } from "./early.js";
import { C as setFailed, D as warning, E as startGroup, S as saveState, T as setSecret, _ as endGroup, a as number$2, b as info, c as pipe, d as unknown, f as _lte, g as context, h as _regex, i as nullable, l as string$1, m as _nonnegative, n as array, o as object, p as _minLength, r as boolean, s as optional$1, t as ZodMiniCatch, u as transform, v as getInput, w as setOutput, x as notice, y as getState } from "./vendor.js";
import { appendFile, chmod, mkdir, open, readFile, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { connect } from "node:net";
import { promisify } from "node:util";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { dirname, join, posix, resolve, win32 } from "node:path";
import { execFile, spawn } from "node:child_process";

// result.ts
const ok = (value) => ({
	ok: true,
	value
});
const fail = (reason) => ({
	ok: false,
	reason
});

// address.ts
function parseSshAddress(machine) {
	const host = machine.ip;
	if (!host) return missing("ip");
	if (!isHost(host)) return unsafe("ip", host);
	const port = machine.sshPort ?? forwardedPort(machine.portForwards);
	if (port === void 0) return missing("sshPort");
	if (!isPort(port)) return unsafe("sshPort", port);
	const user = machine.sshUser;
	if (!user) return missing("sshUser");
	if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(user)) return unsafe("sshUser", user);
	return ok({
		host,
		port,
		user
	});
}
function forwardedPort(forwards) {
	return (forwards ?? []).filter((forward) => typeof forward === "object").find((forward) => forward.internalPort === 22)?.externalPort;
}
const isPort = (port) => Number.isInteger(port) && port >= 1 && port <= 65535;
const isHost = (host) => isIpv4(host) || isIpv6(host) || isDnsName(host);
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const isIpv4 = (host) => IPV4.test(host);
function isIpv6(host) {
	const halves = host.split("::");
	if (halves.length > 2) return false;
	const groups = halves.flatMap((half) => half === "" ? [] : half.split(":"));
	const last = groups.at(-1);
	const hasIpv4Tail = last !== void 0 && isIpv4(last) && host.endsWith(last);
	const hex = hasIpv4Tail ? groups.slice(0, -1) : groups;
	if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
	const count = hex.length + (hasIpv4Tail ? 2 : 0);
	return halves.length === 2 ? count <= 7 : count === 8;
}
function isDnsName(host) {
	const labels = host.split(".");
	const areLabels = labels.every((l) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(l));
	return host.length <= 253 && areLabels && !/^(?:\d+|0[xX][0-9A-Fa-f]*)$/.test(labels.at(-1) ?? "");
}
const missing = (field) => fail({
	code: "missing",
	field,
	shown: ""
});
function unsafe(field, value) {
	const shown = (typeof value === "number" ? String(value) : JSON.stringify(value)).replace(/[^\x20-\x7e]/g, escapeUnit).slice(0, 60);
	return fail({
		code: "unsafe",
		field,
		shown
	});
}
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// redact.ts
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const SHORTEST_SECRET = 4;
function createRedact(secrets) {
	const known = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).filter((secret) => secret.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
	return (text) => known.reduce((safe, secret) => safe.replaceAll(secret, "***"), text.replace(PRIVATE_KEY, "***"));
}
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
function oneLine$1(text, max = 300) {
	const line = text.replace(CONTROL, " ").trim();
	return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}

// errors.ts
var SesterceError = class extends Error {
	name = "SesterceError";
	code;
	status;
	apiMessage;
	retryAfterMs;
	constructor(facts, redact = createRedact([])) {
		super(redact(facts.message), { cause: plainCause(facts.cause, redact) });
		this.code = facts.code;
		this.status = facts.status;
		this.apiMessage = facts.apiMessage === void 0 ? void 0 : redact(facts.apiMessage);
		this.retryAfterMs = facts.retryAfterMs;
	}
};
var UnconfirmedCreateError = class extends SesterceError {
	constructor(facts, redact) {
		super({
			...facts,
			code: "unconfirmed-create"
		}, redact);
	}
};
const DEEPEST_CAUSE = 5;
function plainCause(cause, redact, depth = 0) {
	if (!(cause instanceof Error) || depth >= DEEPEST_CAUSE) return void 0;
	const plain = new Error(oneLine$1(redact(cause.message)));
	plain.name = cause.name;
	delete plain.stack;
	const deeper = plainCause(cause.cause, redact, depth + 1);
	if (deeper) plain.cause = deeper;
	return plain;
}
const PASSING = /* @__PURE__ */ new Set([
	"unavailable",
	"rate-limited",
	"network",
	"timeout",
	"unreadable-answer"
]);
const isPassing = (error) => isSesterceError(error) && PASSING.has(error.code);
const isSesterceError = (error) => error instanceof SesterceError;

// retry.ts
const FIRST_MS = 500;
const LONGEST_MS = 8e3;
function backoffMs(attempt, random, { firstMs = FIRST_MS, longestMs = LONGEST_MS } = {}) {
	const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20));
	return Math.round(whole * (.5 + random / 2));
}
function parseRetryAfter(header, nowMs) {
	if (header === null || header.trim() === "") return void 0;
	if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1e3;
	const date = Date.parse(header);
	return Number.isNaN(date) ? void 0 : Math.max(0, date - nowMs);
}

// or-else.ts
const orElse = (schema, fallback) => new ZodMiniCatch({
	type: "catch",
	innerType: schema,
	catchValue: () => fallback
});

// schemas.ts
const text = orElse(nullable(string$1()), null);
const number$1 = orElse(nullable(number$2()), null);
const flag$1 = orElse(boolean(), false);
const hourlyUsd = pipe(number$2().check(_nonnegative(), _lte(1e9)), transform((usd) => Math.round(usd * 1e6) / 1e6));
const id = string$1().check(_minLength(1));
const Availability = object({
	region: id,
	name: orElse(string$1(), ""),
	countryCode: text,
	available: flag$1
});
const places = pipe(array(unknown()), transform((all) => all.flatMap((place) => {
	const read = Availability.safeParse(place);
	return read.success ? [read.data] : [];
})));
const Offer = object({
	gpuName: string$1(),
	gpuCount: number$2().check(_nonnegative()),
	deploymentType: string$1(),
	instanceId: id,
	cloudInitAvailable: flag$1,
	cloud: object({
		_id: id,
		name: orElse(string$1(), "")
	}),
	configuration: object({
		ramGB: orElse(number$2(), 0),
		storageGB: orElse(number$2(), 0),
		vCpu: orElse(number$2(), 0),
		vRamGB: orElse(number$2(), 0),
		os: orElse(array(string$1()), [])
	}),
	hourlyPrice: hourlyUsd,
	availability: orElse(places, [])
});
function isPortForward(value) {
	if (typeof value !== "object" || value === null) return typeof value === "string";
	const isPort = (key) => typeof Reflect.get(value, key) === "number";
	return isPort("internalPort") && isPort("externalPort");
}
const Machine = object({
	_id: string$1().check(_regex(/^(?!\.{1,2}$)[^\s/?#\\\p{Cc}\p{Cs}]{1,200}$/u)),
	name: orElse(string$1(), ""),
	status: orElse(string$1(), "unknown"),
	region: orElse(pipe(object({ name: string$1() }), transform((region) => region.name)), null),
	gpuCount: number$1,
	gpuModel: text,
	os: text,
	ip: text,
	sshUser: text,
	sshPort: number$1,
	portForwards: orElse(pipe(array(unknown()), transform((all) => all.filter(isPortForward))), []),
	hourlyPrice: orElse(nullable(hourlyUsd), null),
	createdAt: text
});
const Rows = array(unknown());
const ErrorBody = object({ message: optional$1(unknown()) });

// answers.ts
const isSuccess = (answer) => answer.status >= 200 && answer.status < 300;
function errorOf(answer, context) {
	const apiMessage = messageOf$1(answer, context.redact);
	const code = codeOf(answer.status, context.operation, apiMessage !== void 0);
	const facts = {
		code,
		message: `${sentence(code, answer, context)}${apiMessage ? ` It says: "${apiMessage}".` : ""}`,
		status: answer.status,
		apiMessage,
		retryAfterMs: parseRetryAfter(answer.headers.get("retry-after"), context.nowMs)
	};
	return code === "unconfirmed-create" ? new UnconfirmedCreateError(facts, context.redact) : new SesterceError(facts, context.redact);
}
function readAnswer(answer, schema, context) {
	const read = schema.safeParse(parseJson(answer.text));
	if (read.success) return read.data;
	throw unreadable$1(answer, context);
}
function readRows(answer, schema, context) {
	const all = readAnswer(answer, Rows, context);
	const rows = all.flatMap((row) => {
		const read = schema.safeParse(row);
		return read.success ? [read.data] : [];
	});
	if (all.length > 0 && rows.length === 0) throw unreadable$1(answer, context);
	return {
		rows,
		unreadable: all.length - rows.length
	};
}
function unreadable$1(answer, context) {
	const facts = {
		message: `The Sesterce API answered ${context.operation} with ${answer.status} and a body that is not what it documents: ${quote(answer.text, context.redact)}`,
		status: answer.status
	};
	return context.operation === "create" ? new UnconfirmedCreateError(facts, context.redact) : new SesterceError({
		...facts,
		code: "unreadable-answer"
	}, context.redact);
}
function codeOf(status, operation, isOwnJson) {
	if (status === 401 || status === 403) return isOwnJson ? "key-refused" : "blocked";
	if (status === 402) return "balance";
	if (status === 429) return "rate-limited";
	const isUnclear = status < 400 || status === 408 || status >= 500;
	if (operation === "create") return isUnclear ? "unconfirmed-create" : "refused";
	if (status < 400) return "unreadable-answer";
	if (isUnclear) return "unavailable";
	if (status === 404) return notFoundCode(operation, isOwnJson);
	return "refused";
}
function notFoundCode(operation, isOwnJson) {
	if (!isOwnJson) return "unreadable-answer";
	return operation === "list" ? "key-refused" : "not-found";
}
function sentence(code, { status, text }, { operation, redact }) {
	const said = `The Sesterce API answered ${operation} with ${status}`;
	switch (code) {
		case "key-refused": return `${said}: it does not accept this API key.`;
		case "blocked": return `A front before the Sesterce API refused ${operation} with ${status}; this says nothing about the API key. Its page says: ${quote(text, redact)}`;
		case "balance": return `${said}: the account's balance does not allow it.`;
		case "rate-limited": return `${said}: too many requests.`;
		case "unconfirmed-create": return `${said}: whether the machine was created is not known.`;
		default: return `${said}.`;
	}
}
function messageOf$1(answer, redact) {
	const body = ErrorBody.safeParse(parseJson(answer.text));
	if (!body.success) return void 0;
	const texts = [body.data.message].flat().filter((part) => typeof part === "string");
	return oneLine$1(redact(texts.join("; ")));
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
const quote = (text, redact) => JSON.stringify(oneLine$1(redact(text), 80));

// transport.ts
const NOT_SENT = /* @__PURE__ */ new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"UND_ERR_CONNECT_TIMEOUT"
]);
var NoAnswerError = class extends SesterceError {
	sent;
	constructor(code, sent, message, cause, redact) {
		super({
			code,
			message,
			cause
		}, redact);
		this.sent = sent;
	}
};
var Transport = class {
	#fetch;
	#config;
	#clock;
	#redact;
	#serverAheadMs = 0;
	constructor(config, deps, redact) {
		this.#config = config;
		this.#clock = deps.clock;
		this.#redact = redact;
		this.#fetch = deps.fetch;
	}
	serverNow() {
		return this.#clock.now() + this.#serverAheadMs;
	}
	async exchange(request) {
		request.signal?.throwIfAborted();
		const attempt = new AbortController();
		const onAbort = () => attempt.abort(request.signal?.reason);
		request.signal?.addEventListener("abort", onAbort, { once: true });
		try {
			return await Promise.race([this.#send(request, attempt.signal), this.#timeout(attempt)]);
		} catch (error) {
			request.signal?.throwIfAborted();
			throw error instanceof SesterceError ? error : this.#noAnswer(request, error);
		} finally {
			attempt.abort();
			request.signal?.removeEventListener("abort", onAbort);
		}
	}
	async #send({ method, path, query, body }, signal) {
		const { apiUrl, apiKey, userAgent } = this.#config;
		const search = new URLSearchParams(query).toString();
		const headers = requestHeaders(apiKey, userAgent);
		if (body !== void 0) headers["content-type"] = "application/json";
		const send = this.#fetch;
		const response = await send(`${apiUrl}${path}${search && `?${search}`}`, {
			method,
			headers,
			redirect: REDIRECT,
			signal,
			...body !== void 0 && { body: JSON.stringify(body) }
		});
		const date = Date.parse(response.headers.get("date") ?? "");
		if (isPlausible(date)) this.#serverAheadMs = date - this.#clock.now();
		return {
			status: response.status,
			headers: response.headers,
			text: await response.text()
		};
	}
	async #timeout(attempt) {
		const { timeoutMs } = this.#config;
		await this.#clock.sleep(timeoutMs, attempt.signal);
		const message = `The Sesterce API did not answer within ${timeoutMs / 1e3} s.`;
		throw new NoAnswerError("timeout", true, message, void 0, this.#redact);
	}
	#noAnswer({ method, path }, error) {
		const code = systemCode(error);
		const message = `No answer from the Sesterce API to ${method} ${path}${code ? ` (${code})` : ""}.`;
		return new NoAnswerError("network", !NOT_SENT.has(code), message, error, this.#redact);
	}
};
const isPlausible = (at) => at >= EARLIEST && at < LATEST;
const EARLIEST = Date.UTC(2026, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
function systemCode(error) {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) if ("code" in cause && typeof cause.code === "string") return cause.code;
	return "";
}

// client.ts
const DEFAULT_TIMEOUT_MS = 15e3;
const DEFAULT_RETRY_BUDGET_MS = 3e4;
var SesterceClient = class {
	#transport;
	#deps;
	#redact;
	#retryBudgetMs;
	constructor(config, deps) {
		this.#deps = deps;
		this.#redact = createRedact([config.apiKey]);
		this.#retryBudgetMs = config.retryBudgetMs ?? DEFAULT_RETRY_BUDGET_MS;
		const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		this.#transport = new Transport({
			...config,
			timeoutMs
		}, deps, this.#redact);
	}
	serverNow() {
		return this.#transport.serverNow();
	}
	offers(query = {}, signal) {
		const request = {
			method: "GET",
			path: OFFERS_PATH,
			query: searchParams(query),
			signal
		};
		const read = (answer) => readRows(answer, Offer, this.#context("offers")).rows;
		return this.#repeat("offers", request, read);
	}
	async create(body, signal) {
		const request = {
			method: "POST",
			path: INSTANCES_PATH,
			body,
			signal
		};
		const answer = await this.#transport.exchange(request).catch((error) => {
			throw error instanceof NoAnswerError && error.sent ? new UnconfirmedCreateError({
				message: error.message,
				cause: error
			}, this.#redact) : error;
		});
		const context = this.#context("create");
		if (!isSuccess(answer)) throw errorOf(answer, context);
		return readAnswer(answer, Machine, context);
	}
	async list(query = {}, signal) {
		return (await this.survey(query, signal)).rows;
	}
	survey(query = {}, signal) {
		const request = {
			method: "GET",
			path: INSTANCES_PATH,
			query: searchParams(query),
			signal
		};
		return this.#repeat("list", request, (answer) => readRows(answer, Machine, this.#context("list")));
	}
	get(id, signal) {
		const request = {
			method: "GET",
			path: machinePath(id),
			signal
		};
		const read = (answer) => readAnswer(answer, Machine, this.#context("get"));
		return this.#repeat("get", request, read).catch(undefinedWhenNotFound);
	}
	async delete(id, signal) {
		const request = {
			method: "DELETE",
			path: machinePath(id),
			signal
		};
		return await this.#repeat("delete", request, () => "accepted").catch(undefinedWhenNotFound) ?? "not-found";
	}
	async #repeat(operation, request, read) {
		const { clock, random } = this.#deps;
		const endsAt = clock.now() + this.#retryBudgetMs;
		for (let attempt = 0;; attempt++) try {
			const answer = await this.#transport.exchange(request);
			if (isSuccess(answer)) return read(answer);
			throw errorOf(answer, this.#context(operation));
		} catch (error) {
			if (!isPassing(error)) throw error;
			const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(attempt, random()));
			if (clock.now() + waitMs > endsAt) throw error;
			await clock.sleep(waitMs, request.signal);
		}
	}
	#context(operation) {
		return {
			operation,
			nowMs: this.serverNow(),
			redact: this.#redact
		};
	}
};
const machinePath = (id) => `${INSTANCES_PATH}/${encodeURIComponent(id)}`;
function searchParams(query) {
	const given = Object.entries(query).filter(([, value]) => value !== void 0);
	return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}
function undefinedWhenNotFound(error) {
	if (error instanceof SesterceError && error.code === "not-found") return void 0;
	throw error;
}

// clock.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (ms, signal) => new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(signal.reason);
		const onAbort = () => {
			clearTimeout(timer);
			reject(signal?.reason);
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener("abort", onAbort);
			resolve();
		}, Math.max(0, ms));
		signal?.addEventListener("abort", onAbort, { once: true });
	})
};

// lifecycle.ts
const isGone = ({ status }) => status === "deleting" || status === "deleted";
const isActive = ({ status }) => status === "active";
const isFailed = ({ status }) => status === "error";
function byAge(a, b) {
	const [ageA, ageB] = [a, b].map(({ createdAt }) => Date.parse(createdAt ?? "")).map(orLast);
	return (ageA ?? 0) - (ageB ?? 0) || (a._id < b._id ? -1 : Number(a._id > b._id));
}
const orLast = (time) => Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;

// duration.ts
const SECOND_MS = 1e3;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PATTERN = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?$/;
function parseDuration(text, bounds) {
	const trimmed = text.trim().toLowerCase();
	const match = PATTERN.exec(trimmed);
	if (trimmed === "" || !match && trimmed !== "0") return fail({ code: "not-a-duration" });
	const part = (index) => Number(match?.[index] ?? 0);
	const ms = part(1) * DAY_MS + part(2) * HOUR_MS + part(3) * MINUTE_MS + part(4) * SECOND_MS;
	if (ms < bounds.minMs) return fail({ code: "too-short" });
	if (ms > bounds.maxMs) return fail({ code: "too-long" });
	return ok(ms);
}
function formatDuration(ms) {
	const seconds = Math.max(0, Math.round(ms / SECOND_MS));
	if (seconds < 60) return `${seconds}s`;
	if (seconds < 3600) return twoUnits(seconds, 60, "m", "s");
	const minutes = Math.round(ms / MINUTE_MS);
	if (minutes < 1440) return twoUnits(minutes, 60, "h", "m");
	return twoUnits(Math.round(ms / HOUR_MS), 24, "d", "h");
}
function twoUnits(total, size, large, small) {
	const rest = total % size;
	return `${Math.floor(total / size)}${large}${rest === 0 ? "" : ` ${rest}${small}`}`;
}

// ownership.ts
const LONGEST_NAME = 63;
const NONCE = /^[a-z0-9]{6}$/;
const EXPIRY = /^[1-9a-z][0-9a-z]{4}$/;
const TEAM_HASH = /^[0-9a-z]{4}$/;
const USER_ID = /^[UW][A-Z0-9]{2,20}$/;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
function encodeStem(owner, nonce) {
	const stem = `${ownerPrefix(owner)}${nonce}`;
	if (!(NONCE.test(nonce) && stem.length + 6 <= LONGEST_NAME)) throw new RangeError(`Not a stem: ${JSON.stringify(stem)}`);
	return stem;
}
function ownerPrefix(owner) {
	if (owner.kind === "person") {
		if (!(TEAM_HASH.test(owner.teamHash) && USER_ID.test(owner.userId))) throw new RangeError("Not a Slack team hash and user id.");
		return `sgpu-sl-${owner.teamHash}-${owner.userId.toLowerCase()}-`;
	}
	const { repositoryId, runId, attempt, jobId } = owner;
	if (![
		repositoryId,
		runId,
		attempt,
		jobId + 1
	].every(isPositive)) throw new RangeError("Not the ids of a run.");
	return `sgpu-gh-${[
		repositoryId,
		runId,
		attempt,
		jobId
	].map(base36).join("-")}-`;
}
function encodeName(stem, expiresAt) {
	const name = `${stem}-${base36(Math.ceil(expiresAt / MINUTE_MS))}`;
	if (decodeName(name)?.stem === stem) return name;
	throw new RangeError(`Not a stem and a time: ${stem}, ${expiresAt}`);
}
function decodeName(name) {
	if (name.length > LONGEST_NAME) return void 0;
	const parts = name.split("-");
	const expiry = parts.at(-1) ?? "";
	const nonce = parts.at(-2) ?? "";
	const owner = decodeOwner(parts.slice(0, -2));
	if (!owner || !NONCE.test(nonce) || !EXPIRY.test(expiry)) return void 0;
	return {
		owner,
		nonce,
		stem: name.slice(0, -expiry.length - 1),
		expiresAt: Number.parseInt(expiry, 36) * MINUTE_MS
	};
}
const hasStem = (name, stem) => decodeName(name)?.stem === stem;
const createNonce = (random) => Array.from({ length: 6 }, () => ALPHABET[Math.floor(random() * 36)]).join("");
function decodeOwner([mark, kind, ...rest]) {
	if (mark !== "sgpu") return void 0;
	if (kind === "gh" && rest.length === 4) return decodeWorkflow(rest);
	if (kind === "sl" && rest.length === 2) return decodePerson(rest);
}
function decodeWorkflow(parts) {
	const [repositoryId = -1, runId = -1, attempt = -1, jobId = -1] = parts.map(fromBase36);
	return [
		repositoryId,
		runId,
		attempt,
		jobId + 1
	].every(isPositive) ? {
		kind: "workflow",
		repositoryId,
		runId,
		attempt,
		jobId
	} : void 0;
}
function decodePerson([teamHash = "", lowerUserId = ""]) {
	const userId = lowerUserId.toUpperCase();
	return TEAM_HASH.test(teamHash) && USER_ID.test(userId) && lowerUserId === userId.toLowerCase() ? {
		kind: "person",
		teamHash,
		userId
	} : void 0;
}
const isPositive = (value) => Number.isSafeInteger(value) && value > 0;
const base36 = (value) => value.toString(36);
function fromBase36(text) {
	const value = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : -1;
	return Number.isSafeInteger(value) && base36(value) === text ? value : -1;
}

// delete-machines.ts
const PAUSE_MS = 2e3;
const SETTLE_MS = 5e3;
async function deleteMachines(doomed, deps, until) {
	const late = new AbortController();
	const signal = deps.signal ? AbortSignal.any([deps.signal, late.signal]) : late.signal;
	const noTime = new SesterceError({
		code: "timeout",
		message: "There was no time left."
	});
	deps.clock.sleep(Math.max(0, until - deps.clock.now()), signal).then(() => late.abort(noTime)).catch(() => {});
	try {
		return await deleteUntil(doomed, deps, {
			until,
			signal
		});
	} finally {
		late.abort(noTime);
	}
}
async function deleteUntil(doomed, deps, { until, signal }) {
	const accepted = /* @__PURE__ */ new Set();
	const known = new Set(doomed.ids);
	let left = doomed.ids.map((id) => ({
		id,
		why: "not asked yet"
	}));
	let why;
	let hasLooked = false;
	for (let cleanLooks = 0;;) {
		const refusals = await sendDeletes(left.map(({ id }) => id), {
			...deps,
			signal
		}, accepted);
		const look = await lookAround({
			...doomed,
			known,
			last: left,
			refusals
		}, {
			...deps,
			signal
		});
		const isClean = look.left.length === 0 && look.why === void 0;
		if (!(signal.aborted && hasLooked && !isClean)) ({left, why} = look);
		hasLooked = true;
		for (const { id } of left) known.add(id);
		cleanLooks = left.length > 0 ? 0 : cleanLooks + Number(why === void 0);
		const isOpen = left.length > 0 || why !== void 0 || doomed.isOpen?.({
			known,
			cleanLooks
		});
		const pauseMs = left.length > 0 ? PAUSE_MS : SETTLE_MS;
		const found = {
			accepted,
			known,
			cleanLooks,
			left,
			why
		};
		if (!isOpen || deps.clock.now() + pauseMs > until) return found;
		deps.onWait?.(waitText(left, why, known));
		await deps.clock.sleep(pauseMs, deps.signal);
		if (signal.aborted) return found;
	}
}
function waitText(left, why, known) {
	if (left.length > 0) return left.map((leftOver) => `${leftOver.id}: ${leftOver.why}`).join("; ");
	if (why !== void 0) return why;
	return `${known.size > 0 ? "deleted" : "no machine shows"}; looking once more in 5 s`;
}
async function listByStem(stem, { client, signal }) {
	return (await client.list({}, signal)).filter((machine) => hasStem(machine.name, stem) && !isGone(machine));
}
async function sendDeletes(ids, { client, signal }, accepted) {
	const refusals = /* @__PURE__ */ new Map();
	const send = async (id) => {
		try {
			if (await client.delete(id, signal) === "accepted") accepted.add(id);
		} catch (error) {
			refusals.set(id, messageOf(error));
		}
	};
	await Promise.all(ids.map(send));
	return refusals;
}
async function lookAround({ isOurs, known, last, refusals }, { client, signal }) {
	const leftOver = (machine) => {
		const why = refusals.get(machine._id) ?? `the API still shows it as ${machine.status}`;
		return {
			id: machine._id,
			machine,
			why
		};
	};
	const askFor = async (id) => {
		try {
			const machine = await client.get(id, signal);
			return machine && !isGone(machine) ? [leftOver(machine)] : [];
		} catch (error) {
			return [{
				id,
				why: refusals.get(id) ?? messageOf(error)
			}];
		}
	};
	try {
		const rows = await client.list({}, signal);
		const listed = new Set(rows.map(({ _id }) => _id));
		const alive = rows.filter((row) => !isGone(row) && (known.has(row._id) || isOurs?.(row.name)));
		const asked = await Promise.all([...known].filter((id) => !listed.has(id)).map(askFor));
		return {
			left: [...alive.map(leftOver), ...asked.flat()],
			why: void 0
		};
	} catch (error) {
		const why = messageOf(error);
		return {
			left: last.map((one) => ({
				...one,
				why: refusals.get(one.id) ?? why
			})),
			why
		};
	}
}
function messageOf(error) {
	if (isSesterceError(error)) return error.message;
	throw error;
}

// nearest.ts
function nearest(text, known) {
	const fold = (value) => value.toLowerCase().replace(/[^a-z0-9]/g, "");
	return known.map((name) => ({
		name,
		edits: editDistance(fold(text), fold(name))
	})).filter(({ name, edits }) => edits <= Math.max(1, Math.ceil(name.length / 3))).sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1)).slice(0, 3).map(({ name }) => name);
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (const [i, charA] of [...a].entries()) {
		const next = [i + 1];
		for (const [j, charB] of [...b].entries()) {
			const replaced = (row[j] ?? 0) + Number(charA !== charB);
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}

// offers/requirements.ts
const candidateKey = ({ offer, region }) => `${offer.cloud._id}/${offer.instanceId}/${region}`;
const costUsd = (hourlyUsd, billableMs) => Math.round(hourlyUsd * billableMs * 1e6 / HOUR_MS) / 1e6;
const usedCostUsd = (hourlyUsd, activeMs) => costUsd(hourlyUsd, Math.ceil(activeMs / MINUTE_MS) * MINUTE_MS);
const matchesWish = (offer, { name, count }) => (sameText(name, "any") || sameText(name, offer.gpuName)) && (count === null ? offer.gpuCount >= 1 : offer.gpuCount === count);
const sameText = (a, b) => a.toLowerCase() === b.toLowerCase();

// offers/fit.ts
function offerMisfits(offer, wanted) {
	return [
		...gpuMisfits(offer, wanted),
		...placeMisfits(offer, wanted),
		...sizeMisfits(offer, wanted),
		...systemMisfits(offer, wanted),
		...priceMisfits(offer, wanted)
	];
}
const osFor = (offer, prefix = "") => offer.configuration.os.find((os) => os.toLowerCase().startsWith(prefix.toLowerCase()));
function gpuMisfits(offer, { gpus }) {
	if (offer.gpuCount < 1 || sameText(offer.gpuName, "CPU")) return [{ code: "no-gpu" }];
	return gpus.length === 0 || gpus.some((wish) => matchesWish(offer, wish)) ? [] : [{
		code: "gpu",
		wants: gpus
	}];
}
function placeMisfits({ deploymentType, cloud }, wanted) {
	const misfits = [];
	if (deploymentType !== wanted.deploymentType) misfits.push({
		code: "deployment-type",
		has: deploymentType,
		wants: wanted.deploymentType
	});
	const { clouds } = wanted;
	if (clouds.length > 0 && !clouds.some((name) => sameText(name, cloud.name))) misfits.push({
		code: "clouds",
		has: cloud.name,
		wants: clouds
	});
	return misfits;
}
function sizeMisfits({ configuration, gpuCount }, wanted) {
	const { vRamGB, ramGB, vCpu, storageGB } = configuration;
	return [
		[
			"min-vram-gb",
			vRamGB / Math.max(1, gpuCount),
			wanted.minVramGbPerGpu
		],
		[
			"min-ram-gb",
			ramGB,
			wanted.minRamGb
		],
		[
			"min-vcpus",
			vCpu,
			wanted.minVcpus
		],
		[
			"min-storage-gb",
			storageGB,
			wanted.minStorageGb
		]
	].flatMap(([code, has, wants]) => wants !== void 0 && has < wants ? [{
		code,
		has,
		wants
	}] : []);
}
function systemMisfits(offer, { osPrefix, needsCloudInit }) {
	const misfits = [];
	if (osPrefix !== void 0 && osFor(offer, osPrefix) === void 0) misfits.push({
		code: "os",
		has: offer.configuration.os,
		wants: osPrefix
	});
	if (needsCloudInit && !offer.cloudInitAvailable) misfits.push({ code: "cloud-init" });
	return misfits;
}
function priceMisfits({ hourlyPrice }, wanted) {
	return [[
		"max-hourly-price",
		hourlyPrice,
		wanted.maxHourlyUsd
	], [
		"max-cost",
		costUsd(hourlyPrice, wanted.billableMs),
		wanted.maxCostUsd
	]].flatMap(([code, has, wants]) => wants !== void 0 && has > wants ? [{
		code,
		has,
		wants
	}] : []);
}

// offers/choose.ts
function choose(offers, wanted, leftOut = /* @__PURE__ */ new Set()) {
	const candidates = [];
	const misses = [];
	for (const offer of offers) {
		const inOffer = offerMisfits(offer, wanted);
		const { regions, misfits } = regionsOf(offer, wanted, leftOut);
		if (inOffer.length + misfits.length > 0) misses.push({
			offer,
			misfits: [...inOffer, ...misfits]
		});
		else candidates.push(...regions.map((region) => toCandidate(offer, region, wanted)));
	}
	return {
		candidates: candidates.sort(candidateOrder(wanted)),
		misses: misses.sort(missOrder)
	};
}
function toCandidate(offer, region, { osPrefix }) {
	return {
		offer,
		region,
		os: osFor(offer, osPrefix) ?? null
	};
}
function regionsOf(offer, { regions: wanted }, leftOut) {
	const inWanted = offer.availability.filter((place) => isWanted(place, wanted));
	const available = inWanted.filter((place) => place.available).map(({ region }) => region);
	const regions = available.filter((region) => !leftOut.has(candidateKey({
		offer,
		region
	})));
	if (regions.length > 0) return {
		regions,
		misfits: []
	};
	if (available.length > 0) return {
		regions,
		misfits: [{
			code: "left-out",
			regions: available
		}]
	};
	const elsewhere = offer.availability.filter((place) => place.available).map(slug);
	return inWanted.length === 0 && wanted.length > 0 ? {
		regions,
		misfits: [{
			code: "regions",
			has: offer.availability.map(slug),
			wants: wanted
		}]
	} : {
		regions,
		misfits: [{
			code: "sold-out",
			regions: inWanted.map(slug),
			elsewhere
		}]
	};
}
const slug = ({ region }) => region;
const isWanted = (place, wanted) => wanted.length === 0 || wanted.some((name) => namesRegion(place, name));
const namesRegion = ({ region, name, countryCode }, wanted) => [
	region,
	name,
	countryCode
].some((known) => known && sameText(known, wanted));
function candidateOrder(wanted) {
	const wishOf = ({ offer }) => wanted.gpus.findIndex((wish) => matchesWish(offer, wish));
	const placeOf = ({ offer, region }) => wanted.regions.findIndex((name) => offer.availability.some((place) => place.region === region && namesRegion(place, name)));
	return (a, b) => wishOf(a) - wishOf(b) || a.offer.hourlyPrice - b.offer.hourlyPrice || placeOf(a) - placeOf(b) || compareText(candidateKey(a), candidateKey(b));
}
const OTHER_COUNT = 10;
const DISTANCE = {
	"no-gpu": 100,
	gpu: 20,
	"deployment-type": 5
};
const distanceOf = ({ offer, misfits }) => misfits.reduce((sum, misfit) => {
	return sum + (misfit.code === "gpu" && misfit.wants.some(({ name }) => sameText(name, offer.gpuName)) ? OTHER_COUNT : DISTANCE[misfit.code] ?? 1);
}, 0);
const missOrder = (a, b) => distanceOf(a) - distanceOf(b) || a.offer.hourlyPrice - b.offer.hourlyPrice || compareText(a.offer.cloud._id + a.offer.instanceId, b.offer.cloud._id + b.offer.instanceId);
const compareText = (a, b) => a < b ? -1 : Number(a > b);

// offers/explain.ts
const formatHourly = (usd) => `${formatUsd(usd)} $/h`;
const formatUsd = (usd) => {
	const [whole = "0", decimals = ""] = (Math.round(usd * 1e6) / 1e6).toFixed(6).split(".");
	return `${whole}.${decimals.replace(/0+$/, "").padEnd(2, "0")}`;
};
const formatCost = (usd) => `${(Math.ceil(usd * 100 - 1e-6) / 100).toFixed(2)} $`;
const formatGpu = ({ gpuName, gpuCount }) => `${gpuCount}×${oneLine$1(gpuName, 40)}`;
const formatWish = ({ name, count }) => count === null || count === 1 ? oneLine$1(name, 60) : `${oneLine$1(name, 60)}:${count}`;
const formatCandidate = ({ offer, region }) => `${formatGpu(offer)} in ${oneLine$1(region, 60)} (${oneLine$1(offer.cloud.name, 40)}), ${formatHourly(offer.hourlyPrice)}`;
function formatMisfit(misfit) {
	switch (misfit.code) {
		case "no-gpu": return "has no GPU";
		case "gpu": return `is not ${misfit.wants.map(formatWish).join(", ")}`;
		case "deployment-type": return `is ${oneLine$1(misfit.has, 20)}, not ${misfit.wants}`;
		case "clouds": return `is in cloud ${oneLine$1(misfit.has, 40)}`;
		case "regions": return `is offered only in ${list$1(misfit.has)}`;
		case "sold-out": return soldOut(misfit.regions, misfit.elsewhere);
		case "os": return `has ${list$1(misfit.has)}, none beginning with "${oneLine$1(misfit.wants, 60)}"`;
		case "cloud-init": return "does not take cloud-init";
		case "left-out": return `was tried in vain in ${list$1(misfit.regions)}`;
		default: return formatFigure(misfit.code, misfit.has, misfit.wants);
	}
}
function soldOut(regions, elsewhere) {
	return `is sold out ${regions.length === 0 ? "everywhere" : `in ${list$1(regions)}`}${elsewhere.length === 0 ? "" : `, to be had in ${list$1(elsewhere)}`}`;
}
function formatFigure(code, has, wants) {
	const over = formatUsd(has - wants);
	const figure = Math.floor(has * 10) / 10;
	switch (code) {
		case "max-hourly-price": return `is too dear by ${over} $/h`;
		case "max-cost": return `could cost ${formatUsd(has)} $ in all, ${over} $ too much`;
		case "min-vram-gb": return `has ${figure} GB of memory per GPU, not ${wants}`;
		case "min-ram-gb": return `has ${figure} GB of RAM, not ${wants}`;
		case "min-vcpus": return `has ${figure} vCPUs, not ${wants}`;
		case "min-storage-gb": return `has ${figure} GB of storage, not ${wants}`;
	}
}
const MOST_LISTED = 6;
function list$1(names) {
	if (names.length === 0) return "nothing";
	const shown = names.slice(0, MOST_LISTED).map((name) => oneLine$1(name, 60));
	const more = names.length - shown.length;
	return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

// provision/adopt.ts
const LOOKS_MS = [
	0,
	3e3,
	7e3,
	13e3,
	2e4
];
const DELETE_TWINS_MS = 3e4;
async function adopt(run, unconfirmed) {
	const { clock, signal } = run.deps;
	const startedAt = clock.now();
	let hasLooked = false;
	for (const lookMs of LOOKS_MS) {
		await clock.sleep(Math.max(0, startedAt + lookMs - clock.now()), signal);
		const found = await look$1(run);
		hasLooked = found !== void 0;
		const { oldest, extra } = oldestOf(found ?? []);
		await deleteExtra(run, extra);
		if (oldest) return oldest;
		if (extra.length > 0) return "failed";
	}
	if (!hasLooked) throw unconfirmed;
}
function oldestOf(machines) {
	const [oldest, ...twins] = machines.filter((machine) => !isFailed(machine)).sort(byAge);
	return {
		oldest,
		extra: [...twins, ...machines.filter(isFailed)]
	};
}
async function look$1(run) {
	try {
		return (await listByStem(run.request.stem, run.deps)).filter(({ _id }) => !run.givenUp.has(_id));
	} catch (error) {
		if (isSesterceError(error)) return void 0;
		throw error;
	}
}
async function deleteExtra(run, machines, forMs = DELETE_TWINS_MS) {
	if (machines.length === 0) return;
	for (const machine of machines) {
		run.givenUp.add(machine._id);
		run.deps.on({
			kind: "twin",
			machine
		});
	}
	const until = run.deps.clock.now() + forMs;
	const ids = machines.map(({ _id }) => _id);
	const { left } = await deleteMachines({ ids }, run.deps, until);
	for (const { id, why } of left) run.deps.on({
		kind: "not-deleted",
		machineId: id,
		detail: why
	});
}

// provision/create-machine.ts
const MOST_CREATES = 10;
const LONGEST_RATE_LIMIT_MS = 12e5;
const TELL_EVERY_MS = 15e3;
const NAME_CHANGED_DELETE_MS = 6e4;
async function createMachine(run, candidate) {
	for (let attempt = 0;; attempt++) {
		if (run.sent.length >= 10) return {
			kind: "stop",
			failure: {
				code: "creates-used",
				sent: run.sent.length
			}
		};
		const sent = await sendCreate(run, candidate);
		if (sent.kind === "machine") return checkName(run, candidate, sent);
		const { error } = sent;
		if (error instanceof UnconfirmedCreateError) return confirm(run, candidate, error);
		if (error.code === "refused") return {
			kind: "refused",
			error
		};
		const waitMs = waitBeforeAnother(error, attempt, run.deps.random());
		if (waitMs === void 0) throw error;
		await waitToSend(run, error, waitMs);
	}
}
async function waitToSend({ deps }, error, waitMs) {
	for (let leftMs = waitMs; leftMs > 0; leftMs -= TELL_EVERY_MS) {
		deps.on({
			kind: "not-sent",
			error,
			waitMs: leftMs
		});
		await deps.clock.sleep(Math.min(leftMs, TELL_EVERY_MS), deps.signal);
	}
}
async function sendCreate(run, candidate) {
	const { deps, request } = run;
	const name = encodeName(request.stem, run.leaseEnd());
	const expiresAt = run.leaseEndOf({ name });
	deps.signal?.throwIfAborted();
	deps.on({
		kind: "creating",
		candidate,
		name,
		expiresAt
	});
	await run.beginCreate(candidate);
	try {
		const machine = await deps.client.create(createBody(request, candidate, name), deps.signal);
		await deps.journal.created(machine._id, candidate);
		await run.settleCreate();
		return {
			kind: "machine",
			machine,
			name,
			expiresAt
		};
	} catch (error) {
		if (!isSesterceError(error)) throw error;
		if (!(error instanceof UnconfirmedCreateError)) await run.settleCreate();
		return {
			kind: "error",
			error
		};
	}
}
function waitBeforeAnother(error, attempt, random) {
	const wasNotSent = error.code === "network";
	if (error.code !== "rate-limited" && !wasNotSent) return void 0;
	if (wasNotSent && attempt >= 3) return void 0;
	const leastMs = backoffMs(attempt, random, { firstMs: 2e3 });
	const waitMs = Math.max(error.retryAfterMs ?? 0, leastMs);
	return waitMs > LONGEST_RATE_LIMIT_MS ? void 0 : waitMs;
}
async function confirm(run, candidate, error) {
	run.deps.on({
		kind: "unconfirmed",
		error
	});
	const machine = await adopt(run, error);
	if (machine === void 0) await run.leaveUnconfirmed();
	if (machine === "failed") await run.settleCreate();
	if (machine === void 0 || machine === "failed") return {
		kind: "unconfirmed",
		error
	};
	const rented = run.sent.findLast((sent) => isOf(machine, sent)) ?? candidate;
	await run.deps.journal.created(machine._id, rented);
	await run.settleCreate();
	run.deps.on({
		kind: "adopted",
		machine
	});
	return {
		kind: "machine",
		machine,
		candidate: rented,
		expiresAt: run.leaseEndOf(machine)
	};
}
function isOf(machine, { offer, region }) {
	const place = offer.availability.find((known) => known.region === region)?.name;
	return [
		[machine.gpuModel, offer.gpuName],
		[machine.gpuCount, offer.gpuCount],
		[machine.hourlyPrice, offer.hourlyPrice],
		[machine.region, place]
	].every(([has, wants]) => has === null || has === wants);
}
async function checkName(run, candidate, { machine, name: sent, expiresAt }) {
	if (machine.name === sent) return {
		kind: "machine",
		machine,
		candidate,
		expiresAt
	};
	const until = run.deps.clock.now() + NAME_CHANGED_DELETE_MS;
	const { left } = await deleteMachines({ ids: [machine._id] }, run.deps, until);
	for (const { id, why } of left) run.deps.on({
		kind: "not-deleted",
		machineId: id,
		detail: why
	});
	return {
		kind: "stop",
		failure: {
			code: "name-changed",
			id: machine._id,
			sent,
			got: machine.name
		}
	};
}
function createBody(request, candidate, name) {
	const { offer, region, os } = candidate;
	const { access, cloudInitBase64, dockerImage, volumeId } = request;
	return {
		name,
		cloudProvider: offer.cloud._id,
		instanceId: offer.instanceId,
		region,
		...access,
		...volumeId !== void 0 && { volumeId },
		...os !== null && { vm: {
			os,
			...cloudInitBase64 !== void 0 && { base64CloudInitScript: cloudInitBase64 }
		} },
		...dockerImage !== void 0 && { dockerContainer: { image: dockerImage } }
	};
}

// provision/observer.ts
const BELIEVE_GONE_MS = 3e4;
const BELIEVE_REFUSED_MS = 6e4;
function failureOf(machine, { missingMs, leftMs, detail }) {
	if (isFailed(machine)) return { code: "error" };
	if (isGone(machine) || missingMs >= BELIEVE_GONE_MS) return { code: "gone" };
	if (leftMs > 0) return void 0;
	return {
		code: "not-ready",
		detail: detail ?? `its status is ${oneLine$1(machine.status, 40)}`
	};
}
var Observer = class {
	#run;
	#startedAt;
	#missingSince;
	#refusedSince;
	constructor(run, startedAt) {
		this.#run = run;
		this.#startedAt = startedAt;
	}
	leftMs() {
		const endsAt = this.#startedAt + this.#run.request.readyTimeoutMs;
		return Math.max(0, endsAt - this.#run.deps.clock.now());
	}
	failureOf(machine, detail) {
		return failureOf(machine, {
			missingMs: this.#run.deps.clock.now() - (this.#missingSince ?? Number.POSITIVE_INFINITY),
			leftMs: this.leftMs(),
			detail
		});
	}
	report(machine, detail) {
		const elapsedMs = this.#run.deps.clock.now() - this.#startedAt;
		this.#run.deps.on({
			kind: "waiting",
			machine,
			elapsedMs,
			detail
		});
	}
	async look(last, signal = this.#run.deps.signal) {
		try {
			const machine = await lookAt(last._id, this.#run.deps.client, signal);
			this.#refusedSince = void 0;
			this.#missingSince = machine ? void 0 : this.#missingSince ?? this.#run.deps.clock.now();
			return machine ?? last;
		} catch (error) {
			if (!isSesterceError(error)) throw error;
			this.#giveUpWhenRefused(error);
			return last;
		}
	}
	#giveUpWhenRefused(error) {
		if (error.code !== "key-refused" && error.code !== "blocked") return;
		const now = this.#run.deps.clock.now();
		this.#refusedSince ??= now;
		if (now - this.#refusedSince >= 6e4) throw error;
	}
};
async function lookAt(id, client, signal) {
	const machine = await client.get(id, signal);
	if (machine) return machine;
	return (await client.list({}, signal)).find((listed) => listed._id === id);
}

// provision/refusals.ts
const MOST_ALIKE = 3;
var Refusals = class {
	#last = "";
	#alike = 0;
	isThirdAlike({ status, apiMessage }) {
		const kind = `${status} ${apiMessage}`;
		this.#alike = kind === this.#last ? this.#alike + 1 : 1;
		this.#last = kind;
		return this.#alike >= MOST_ALIKE;
	}
};

// provision/run.ts
var Run = class {
	request;
	deps;
	startedAt;
	firstCreateAt;
	machines = 0;
	refused = /* @__PURE__ */ new Set();
	failed = /* @__PURE__ */ new Set();
	offers = [];
	sent = [];
	givenUp = /* @__PURE__ */ new Set();
	#sentAt = null;
	#unconfirmedAt = null;
	constructor(request, deps) {
		this.request = request;
		this.deps = deps;
		this.startedAt = deps.clock.now();
	}
	get capacityWaitLeftMs() {
		return Math.max(0, this.startedAt + this.request.capacityWaitMs - this.deps.clock.now());
	}
	get leftOut() {
		return /* @__PURE__ */ new Set([...this.refused, ...this.failed]);
	}
	leaseEnd() {
		const { readyTimeoutMs, lifetimeMs } = this.request;
		return this.deps.client.serverNow() + readyTimeoutMs + lifetimeMs;
	}
	leaseEndOf({ name }) {
		return decodeName(name)?.expiresAt ?? this.leaseEnd();
	}
	async beginCreate(candidate) {
		this.sent.push(candidate);
		this.#sentAt = this.deps.clock.now();
		await this.deps.journal.pendingCreate(this.#sentAt, false);
	}
	async settleCreate() {
		await this.deps.journal.pendingCreate(this.#unconfirmedAt, true);
	}
	async leaveUnconfirmed() {
		this.#unconfirmedAt = this.#sentAt;
		await this.settleCreate();
	}
};

// provision/wait-ready.ts
const POLL_MS = 2570;
const WATCH_MS = 1e4;
async function waitReady(run, wait) {
	const active = await waitActive(run, wait);
	if (!active.ok) return active;
	const { machine, address } = active.value;
	const activeAt = run.deps.clock.now();
	wait.onActive(activeAt);
	if (!run.deps.reach) return ok({
		machine,
		address,
		gpus: null,
		activeAt
	});
	const reached = await reachMachine$1(run, {
		...wait,
		machine
	}, address);
	return reached.ok ? ok({
		machine,
		address,
		activeAt,
		gpus: reached.value.gpus
	}) : reached;
}
async function waitActive(run, wait) {
	const { clock, signal } = run.deps;
	const observer = new Observer(run, wait.startedAt);
	let lookedAt = clock.now();
	for (let machine = wait.machine;;) {
		const detail = isActive(machine) ? "the API shows no address for it" : void 0;
		const failure = observer.failureOf(machine, detail);
		if (failure) return fail(failure);
		const address = isActive(machine) ? addressOf(machine) : void 0;
		if (address) return address.ok ? ok({
			machine,
			address: address.value
		}) : address;
		observer.report(machine, detail ?? "");
		await clock.sleep(Math.max(0, lookedAt + POLL_MS - clock.now()), signal);
		lookedAt = clock.now();
		machine = await observer.look(machine);
	}
}
function addressOf(machine) {
	const address = parseSshAddress(machine);
	if (address.ok) return address;
	if (address.reason.code === "missing") return void 0;
	const detail = `its ${address.reason.field} is ${address.reason.shown}`;
	return fail({
		code: "unsafe-address",
		detail
	});
}
async function reachMachine$1(run, wait, address) {
	const observer = new Observer(run, wait.startedAt);
	const done = new AbortController();
	const signal = run.deps.signal ? AbortSignal.any([run.deps.signal, done.signal]) : done.signal;
	let detail = "SSH does not answer yet";
	const onProgress = (text) => {
		detail = text;
	};
	const watch = async () => {
		for (let machine = wait.machine;; machine = await observer.look(machine, signal)) {
			const failure = observer.failureOf(machine, detail);
			if (failure) return fail(failure);
			observer.report(machine, detail);
			await run.deps.clock.sleep(Math.min(WATCH_MS, observer.leftMs()), signal);
		}
	};
	const target = {
		address,
		candidate: wait.candidate,
		machineId: wait.machine._id,
		onProgress
	};
	try {
		const reach = run.deps.reach ?? (() => Promise.reject(/* @__PURE__ */ new TypeError("nothing to reach with")));
		return await Promise.race([reach(target, signal), watch()]);
	} finally {
		done.abort();
	}
}

// provision/try-machine.ts
const LOOK_AGAIN_MS = 1e4;
const TWINS_MS = 1e3;
const GIVE_UP_MS = 6e4;
async function tryMachine(run, rented) {
	const { clock, on } = run.deps;
	const { machine, candidate } = rented;
	run.machines += 1;
	on({
		kind: "created",
		machine,
		candidate
	});
	const acceptedAt = clock.now();
	let seenActiveAt;
	let twins = Promise.resolve();
	const onActive = (activeAt) => {
		seenActiveAt = activeAt;
		on({
			kind: "active",
			machine,
			activeAt
		});
		twins = deleteTwins(run, machine._id);
		twins.catch(() => {});
	};
	const waited = await waitReady(run, {
		machine,
		candidate,
		startedAt: acceptedAt,
		onActive
	});
	if (!waited.ok) return giveBack(run, {
		...rented,
		activeAt: seenActiveAt
	}, waited.reason);
	await twins;
	if (clock.now() - waited.value.activeAt > LOOK_AGAIN_MS) await deleteTwins(run, machine._id);
	tellAttempt(run, {
		...rented,
		activeAt: waited.value.activeAt
	}, { kind: "ready" });
	return {
		kind: "ready",
		ready: toReady(run, rented, acceptedAt, waited.value)
	};
}
function tellAttempt(run, { candidate, startedAt, machine, activeAt }, outcome) {
	const now = run.deps.clock.now();
	const attempt = {
		candidate,
		machineId: machine?._id ?? null,
		outcome,
		tookMs: now - startedAt,
		activeMs: activeAt === void 0 ? null : now - activeAt
	};
	run.deps.on({
		kind: "attempt",
		attempt
	});
}
async function deleteTwins(run, id) {
	const { deps, request } = run;
	const late = new AbortController();
	const signal = deps.signal ? AbortSignal.any([deps.signal, late.signal]) : late.signal;
	const find = async () => {
		const machines = await deps.client.list({}, signal);
		deps.on({
			kind: "listed",
			machines
		});
		const isTwin = (machine) => machine._id !== id && hasStem(machine.name, request.stem) && !isGone(machine);
		await deleteExtra(run, machines.filter(isTwin), TWINS_MS);
	};
	try {
		await Promise.race([find(), deps.clock.sleep(TWINS_MS, signal)]);
	} catch (error) {
		if (!isSesterceError(error)) throw error;
	} finally {
		late.abort(new SesterceError({
			code: "timeout",
			message: "The user waits."
		}));
	}
}
async function giveBack(run, rented, failure) {
	const { clock, on } = run.deps;
	const { machine, candidate } = rented;
	run.givenUp.add(machine._id);
	run.failed.add(candidateKey(candidate));
	const since = clock.now();
	const onWait = (detail) => on({
		kind: "waiting",
		machine,
		elapsedMs: clock.now() - since,
		detail
	});
	const { left } = await deleteMachines({ ids: [machine._id] }, {
		...run.deps,
		onWait
	}, since + GIVE_UP_MS);
	for (const { id, why } of left) on({
		kind: "not-deleted",
		machineId: id,
		detail: why
	});
	tellAttempt(run, rented, {
		kind: "failed",
		failure
	});
	if (run.machines < run.request.maxAttempts) return { kind: "again" };
	return {
		kind: "stop",
		failure: {
			code: "attempts-used",
			tried: run.machines
		}
	};
}
function toReady(run, rented, acceptedAt, ready) {
	const { candidate, expiresAt, startedAt } = rented;
	const { machine, address, gpus, activeAt } = ready;
	const createdFrom = run.firstCreateAt ?? startedAt;
	return {
		machine,
		candidate,
		address,
		expiresAt,
		gpus,
		timings: {
			chooseMs: createdFrom - run.startedAt,
			createMs: acceptedAt - createdFrom,
			bootMs: activeAt - acceptedAt,
			sshMs: run.deps.clock.now() - activeAt
		}
	};
}

// provision/provision.ts
const SWEEP = {
	firstMs: 3e4,
	longestMs: 6e4
};
async function provision(request, deps) {
	const run = new Run(request, deps);
	for (let sweep = 0;;) {
		const choice = await look(run);
		const tried = await tryCandidates(run, choice.candidates);
		if (tried.kind === "ready") return ok(tried.ready);
		if (tried.kind === "stop") return fail(tried.failure);
		if (tried.kind === "again") continue;
		const leftMs = run.capacityWaitLeftMs;
		if (leftMs <= 0) return fail(noOffer(run, choice));
		const waitMs = Math.min(leftMs, Math.max(backoffMs(sweep++, deps.random(), SWEEP), paceMs(run)));
		deps.on({
			kind: "sold-out",
			choice,
			waitMs,
			leftMs
		});
		await deps.clock.sleep(waitMs, deps.signal);
		const isAsked = (candidate) => run.refused.has(candidateKey(candidate));
		if (choice.candidates.every(isAsked)) run.refused.clear();
	}
}
function paceMs({ sent, capacityWaitLeftMs }) {
	return sent.length === 0 ? 0 : capacityWaitLeftMs / Math.max(1, 10 - sent.length);
}
const noOffer = ({ request }, choice) => ({
	code: "no-offer",
	choice,
	waitedMs: request.capacityWaitMs
});
async function look(run) {
	try {
		const offers = await run.deps.client.offers({}, run.deps.signal);
		run.offers = offers;
		const choice = choose(offers, run.request.requirements, run.leftOut);
		if (choice.candidates.length > 0) run.deps.on({
			kind: "chosen",
			choice
		});
		return choice;
	} catch (error) {
		if (!isPassing(error) || run.capacityWaitLeftMs <= 0) throw error;
		const { misses } = choose(run.offers, run.request.requirements, run.leftOut);
		return {
			candidates: [],
			misses
		};
	}
}
async function tryCandidates(run, candidates) {
	const refusals = new Refusals();
	for (const candidate of candidates) {
		const startedAt = run.deps.clock.now();
		run.firstCreateAt ??= startedAt;
		const created = await createMachine(run, candidate);
		if (created.kind === "stop") return created;
		if (created.kind === "machine") return tryMachine(run, {
			...created,
			startedAt
		});
		run.refused.add(candidateKey(candidate));
		tellAttempt(run, {
			candidate,
			startedAt
		}, created);
		if (created.kind !== "refused" || !refusals.isThirdAlike(created.error)) continue;
		if (run.capacityWaitLeftMs > 0) return { kind: "none" };
		return {
			kind: "stop",
			failure: {
				code: "request-refused",
				error: created.error
			}
		};
	}
	return { kind: "none" };
}

// release.ts
const LATEST_LISTING_MS = 6e4;
async function release(lease, deps, until) {
	const { ids, isOurs } = lease;
	return outcomeOf(lease, await deleteMachines({
		ids,
		isOurs,
		isOpen: ({ known, cleanLooks }) => cleanLooks < 2 || mayStillLand(lease, known, deps.clock.now())
	}, deps, until), deps.clock.now());
}
function mayStillLand(lease, known, now) {
	const { ids, pendingCreateAt, watchUntil = 0 } = lease;
	const landsUntil = pendingCreateAt === null ? 0 : pendingCreateAt + LATEST_LISTING_MS;
	return known.size === ids.length && now < Math.max(landsUntil, watchUntil);
}
function outcomeOf(lease, deletion, now) {
	const { known, accepted, left, why } = deletion;
	if (left.length > 0) return {
		kind: "still-running",
		left
	};
	const hasShown = known.size > lease.ids.length;
	const isOpen = !lease.isLookedFor || known.size === 0 || mayStillLand(lease, known, now);
	if (lease.pendingCreateAt !== null && !hasShown && isOpen) return {
		kind: "unconfirmed",
		why: why ?? "no machine of this lease has shown"
	};
	if (accepted.size > 0) return {
		kind: "deleted",
		ids: [...accepted]
	};
	if (known.size > 0) return {
		kind: "already-gone",
		ids: [...known]
	};
	return why === void 0 ? { kind: "nothing-rented" } : {
		kind: "unconfirmed",
		why
	};
}

// scaled-clock.ts
function scaledClock(clock, rate) {
	if (!(rate > 1 && rate <= 100)) return clock;
	const startedAt = clock.now();
	return {
		now: () => startedAt + (clock.now() - startedAt) * rate,
		sleep: (ms, signal) => clock.sleep(ms / rate, signal)
	};
}

// host.ts
function createHost() {
	return {
		clock: scaledClock(systemClock, Number(process.env.SGPU_CLOCK_RATE ?? 1)),
		runner: runnerFacts(),
		input: (name) => getInput(name),
		mask: setSecret,
		info: (line) => info(printable(line)),
		notice: (line) => notice(printable(line)),
		warning: (line) => warning(printable(line)),
		startGroup: (title) => startGroup(printable(title)),
		endGroup,
		setOutput,
		saveState,
		state: getState,
		summarize,
		fail: (message) => setFailed(printable(message)),
		cancelSignal
	};
}
const LONGEST_LINE = 4e3;
const printable = (text) => text.split("\n").map((line) => oneLine$1(line, LONGEST_LINE).replace(/^::/, ": :").replaceAll("##[", "# #[")).join("\n");
function runnerFacts() {
	const { homedir, username } = account();
	return {
		repositoryId: decimal(process.env.GITHUB_REPOSITORY_ID),
		runId: context.runId,
		attempt: decimal(process.env.GITHUB_RUN_ATTEMPT),
		temp: process.env.RUNNER_TEMP ?? "",
		home: process.env.SGPU_HOME ?? homedir,
		userName: username,
		platform: process.platform
	};
}
function account() {
	try {
		return userInfo();
	} catch {
		return {
			homedir: process.env.HOME ?? "/",
			username: ""
		};
	}
}
const decimal = (text = "") => /^\d{1,15}$/.test(text) ? Number(text) : NaN;
async function summarize(markdown) {
	const file = process.env.GITHUB_STEP_SUMMARY;
	if (!file) return;
	await appendFile(file, `${markdown}\n`).catch((error) => {
		warning(printable(`The job summary can't be written (${error.message}).`));
	});
}
function cancelSignal() {
	const cancel = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => cancel.abort(new Cancelled(`The step was cancelled (${name}).`)));
	return cancel.signal;
}
var Cancelled = class extends Error {
	name = "Cancelled";
};

// ssh/paths.ts
function leasePaths(input) {
	const { runnerTemp, stem, platform } = input;
	if (!/^[a-z][a-z0-9-]*$/.test(stem)) return fault("unfit-stem", stem);
	const { join, isAbsolute } = platform === "win32" ? win32 : posix;
	const directory = join(runnerTemp, "sesterce-gpu", stem);
	const written = withSlashes(directory, platform);
	if (!isAbsolute(runnerTemp) || !isExpressible(written)) return fault("inexpressible-path", runnerTemp);
	return ok({
		directory,
		key: join(directory, "id"),
		knownHosts: join(directory, "known_hosts"),
		config: join(directory, "config"),
		quoted: {
			key: `"${written}/id"`,
			knownHosts: `"${written}/known_hosts"`,
			config: `"${written}/config"`
		}
	});
}
const withSlashes = (path, platform) => platform === "win32" ? path.replaceAll("\\", "/") : path;
const isExpressible = (path) => !/["\\*?[%\p{Cc}]|\$\{/u.test(path);
const fault = (code, value) => fail({
	code,
	shown: JSON.stringify(value)
});

// ssh/config.ts
const isAlias = (text) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(text);
function renderConfig(lease) {
	const { alias, address, quoted, hasKey, isPinnedByUs } = lease;
	const lines = [
		["HostName", address.host],
		["Port", address.port],
		["User", address.user],
		...hasKey ? keyOnly(quoted.key) : [],
		["UserKnownHostsFile", quoted.knownHosts],
		["StrictHostKeyChecking", isPinnedByUs ? "yes" : "accept-new"],
		...ONE_PIN,
		...UNATTENDED
	].map(([keyword, value]) => `  ${keyword} ${oneLine(value)}\n`);
	return `# Written by sesterce-gpu; goes when the lease ends.
Host ${oneLine(alias)}\n${lines.join("")}`;
}
const keyOnly = (key) => [["IdentityFile", key], ["IdentitiesOnly", "yes"]];
const ONE_PIN = [
	["GlobalKnownHostsFile", "/dev/null"],
	["HashKnownHosts", "no"],
	["UpdateHostKeys", "no"],
	["CheckHostIP", "no"]
];
const UNATTENDED = [
	["BatchMode", "yes"],
	["ConnectTimeout", 10],
	["ServerAliveInterval", 15],
	["ServerAliveCountMax", 4],
	["LogLevel", "ERROR"]
];
function oneLine(value) {
	const text = String(value);
	if (/\p{Cc}/u.test(text)) throw new TypeError("a value of an ssh config has a control character");
	return text;
}
function sshCommand(config, alias, platform) {
	return `ssh -F ${shellWord(withSlashes(config, platform))} ${shellWord(alias)}`;
}
const shellWord = (text) => /^[\w/.:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

// ssh/armour.ts
function readArmour(text) {
	const [, label, body] = /^-----BEGIN ([A-Z0-9 ]+)-----\s([^-]*(?:-[^-]+)*)-----END \1-----$/.exec(text.trim()) ?? [];
	if (label === void 0 || body === void 0) return void 0;
	if (/^Proc-Type:\s*4,\s*ENCRYPTED\s/.test(body.trimStart())) return {
		label,
		isEncrypted: true,
		bytes: Buffer.alloc(0)
	};
	const base64 = body.replace(/\s/g, "");
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return void 0;
	return {
		label,
		isEncrypted: false,
		bytes: Buffer.from(base64, "base64")
	};
}
function writeArmour(label, bytes) {
	const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
	return `${[
		`-----BEGIN ${label}-----`,
		...lines,
		`-----END ${label}-----`
	].join("\n")}\n`;
}

// ssh/wire.ts
function uint32(value) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
function string(value) {
	const bytes = Buffer.from(value);
	return Buffer.concat([uint32(bytes.length), bytes]);
}
function mpint(magnitude) {
	const first = magnitude.findIndex((byte) => byte !== 0);
	const digits = first === -1 ? Buffer.alloc(0) : magnitude.subarray(first);
	return string((digits[0] ?? 0) & 128 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}
function readWire(bytes) {
	let offset = 0;
	const take = (length) => {
		if (length > bytes.length - offset) return void 0;
		offset += length;
		return bytes.subarray(offset - length, offset);
	};
	const readUint32 = () => take(4)?.readUInt32BE();
	return {
		uint32: readUint32,
		string: () => {
			const length = readUint32();
			return length === void 0 ? void 0 : take(length);
		}
	};
}

// ssh/openssh-key.ts
const OPENSSH_LABEL = "OPENSSH PRIVATE KEY";
const MAGIC = Buffer.from("openssh-key-v1\0");
const CIPHER_BLOCK_BYTES = 8;
const ed25519Blob = (publicKey) => Buffer.concat([string("ssh-ed25519"), string(publicKey)]);
function writeOpensshEd25519({ seed, publicKey }, comment = "") {
	const blob = ed25519Blob(publicKey);
	const check = randomBytes(4);
	const secret = string(Buffer.concat([seed, publicKey]));
	const section = Buffer.concat([
		check,
		check,
		blob,
		secret,
		string(comment)
	]);
	const padding = Buffer.from([
		1,
		2,
		3,
		4,
		5,
		6,
		7
	]);
	const missing = (CIPHER_BLOCK_BYTES - section.length % CIPHER_BLOCK_BYTES) % CIPHER_BLOCK_BYTES;
	const padded = Buffer.concat([section, padding.subarray(0, missing)]);
	const noCipher = [
		string("none"),
		string("none"),
		string("")
	];
	const file = [
		MAGIC,
		...noCipher,
		uint32(1),
		string(blob),
		string(padded)
	];
	return writeArmour(OPENSSH_LABEL, Buffer.concat(file));
}
function readOpensshPublic(file) {
	if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return void 0;
	const wire = readWire(file.subarray(MAGIC.length));
	const cipher = wire.string();
	wire.string();
	wire.string();
	const keys = wire.uint32();
	const blob = wire.string();
	const section = wire.string();
	if (!cipher || keys !== 1 || !blob || !section) return void 0;
	if (cipher.toString() !== "none") return "encrypted";
	const type = readWire(blob).string()?.toString() ?? "";
	return isSoundSection(section, type) ? {
		type,
		blob
	} : void 0;
}
function isSoundSection(section, type) {
	const wire = readWire(section);
	const check = wire.uint32();
	return check !== void 0 && check === wire.uint32() && /^[\w@.-]+$/.test(type) && wire.string()?.toString() === type;
}

// ssh/pem-key.ts
const FORMATS = /* @__PURE__ */ new Map([
	["PRIVATE KEY", "pkcs8"],
	["RSA PRIVATE KEY", "pkcs1"],
	["EC PRIVATE KEY", "sec1"]
]);
const CURVES = /* @__PURE__ */ new Map([
	["prime256v1", "nistp256"],
	["secp384r1", "nistp384"],
	["secp521r1", "nistp521"]
]);
function readPemKey({ label, bytes }) {
	const type = FORMATS.get(label);
	if (type === void 0) return void 0;
	const key = privateKeyFrom(bytes, type);
	if (key?.asymmetricKeyType === "ed25519") return ed25519Parts(key);
	const blob = key && publicBlob(key);
	return blob && {
		...blob,
		privateKey: writeArmour(label, bytes)
	};
}
function privateKeyFrom(der, type) {
	try {
		return createPrivateKey({
			key: der,
			format: "der",
			type
		});
	} catch {
		return;
	}
}
function publicBlob(key) {
	if (key.asymmetricKeyType === "rsa") return rsaBlob(publicJwk(key));
	const curve = CURVES.get(key.asymmetricKeyDetails?.namedCurve ?? "");
	return curve === void 0 ? void 0 : ecdsaBlob(publicJwk(key), curve);
}
const publicJwk = (key) => createPublicKey(key).export({ format: "jwk" });
function rsaBlob(jwk) {
	const numbers = [mpint(bytesOf(jwk.e)), mpint(bytesOf(jwk.n))];
	return {
		type: "ssh-rsa",
		blob: Buffer.concat([string("ssh-rsa"), ...numbers])
	};
}
function ecdsaBlob(jwk, curve) {
	const type = `ecdsa-sha2-${curve}`;
	const point = Buffer.concat([
		Buffer.from([4]),
		bytesOf(jwk.x),
		bytesOf(jwk.y)
	]);
	return {
		type,
		blob: Buffer.concat([
			string(type),
			string(curve),
			string(point)
		])
	};
}
function ed25519Parts(key, comment = "") {
	const jwk = key.export({ format: "jwk" });
	const pair = {
		seed: bytesOf(jwk.d),
		publicKey: bytesOf(jwk.x)
	};
	return {
		type: "ssh-ed25519",
		blob: ed25519Blob(pair.publicKey),
		privateKey: writeOpensshEd25519(pair, comment)
	};
}
function bytesOf(member) {
	if (member === void 0) throw new TypeError("node:crypto left a member out of a JWK");
	return Buffer.from(member, "base64url");
}

// ssh/key.ts
function freshKey(comment) {
	const key = ed25519Parts(generateKeyPairSync("ed25519").privateKey, comment);
	return {
		privateKey: key.privateKey,
		publicKey: `${publicLine(key.type, key.blob)} ${comment}`
	};
}
function readPrivateKey(text) {
	if (isPublicKey(text)) return fail({
		code: "public-key-given",
		hint: HINTS.public
	});
	const armoured = readArmour(text);
	if (armoured === void 0) return unreadable(hintAbout(text));
	const { label, isEncrypted, bytes } = armoured;
	if (isEncrypted || label === "ENCRYPTED PRIVATE KEY") return encrypted();
	if (label === "OPENSSH PRIVATE KEY") return readOpenssh(bytes);
	const key = readPemKey(armoured);
	if (key === void 0) return unreadable(HINTS.unknown);
	return ok({
		privateKey: key.privateKey,
		publicKey: publicLine(key.type, key.blob)
	});
}
function readOpenssh(file) {
	const read = readOpensshPublic(file);
	if (read === void 0) return unreadable(HINTS.damaged);
	if (read === "encrypted") return encrypted();
	if (read.type.startsWith("sk-")) return unreadable(HINTS.token);
	const publicKey = publicLine(read.type, read.blob);
	return ok({
		privateKey: writeArmour(OPENSSH_LABEL, file),
		publicKey
	});
}
const publicLine = (type, blob) => `${type} ${blob.toString("base64")}`;
const isPublicKey = (text) => /^\s*(?:(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+\s+AAAA|-{4,5} ?BEGIN [A-Z0-9 ]*PUBLIC KEY)/.test(text);
const encrypted = () => fail({
	code: "encrypted",
	hint: HINTS.encrypted
});
const unreadable = (hint) => fail({
	code: "unreadable",
	hint
});
function hintAbout(text) {
	if (text.trim() === "") return HINTS.empty;
	if (text.trimStart().startsWith("PuTTY-User-Key-File")) return HINTS.putty;
	if (/^\s*-----BEGIN [^\r\n]*\\n/.test(text)) return HINTS.literalNewlines;
	return text.includes("-----BEGIN ") ? HINTS.damaged : HINTS.unknown;
}
const HINTS = {
	public: "This is a public key; give the private half, the file without .pub.",
	encrypted: "The key has a passphrase; give one without (ssh-keygen -p -N '' -f <file> removes it).",
	empty: "It is empty.",
	putty: "This is a PuTTY file; convert it with puttygen <file> -O private-openssh -o <new file>.",
	literalNewlines: "It has \\n written out where lines should end; store the file as it is.",
	damaged: "The key is cut short or altered; store the whole file, from BEGIN to END.",
	token: "The key needs a hardware token, which a runner does not have.",
	unknown: "Give a whole unencrypted private key: an OpenSSH file, or PEM with RSA, ECDSA or ed25519."
};

// inputs/defaults.ts
const DEFAULTS = {
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
	"dry-run": "false"
};

// inputs/fields.ts
const optional = (field) => (text) => text === "" ? ok(void 0) : field(text);
const choice = (...allowed) => (text) => {
	const found = allowed.find((value) => value === text.toLowerCase());
	return found === void 0 ? fail(allowed.map((value) => `\`${value}\``).join(" or ")) : ok(found);
};
const flag = (text) => {
	if (/^(true|True|TRUE)$/.test(text)) return ok(true);
	return /^(false|False|FALSE)$/.test(text) ? ok(false) : fail("`true` or `false`");
};
const positive = (unit) => (text) => {
	const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
	return value > 0 ? ok(value) : fail(`a number of ${unit} above 0, such as \`2\` or \`2.5\``);
};
const integer = (min, max) => (text) => {
	const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
	return value >= min && value <= max ? ok(value) : fail(`a whole number from ${min} to ${max}`);
};
const duration = (bounds) => (text) => {
	const parsed = parseDuration(text, bounds);
	if (parsed.ok) return parsed;
	const range = `from ${formatDuration(bounds.minMs)} to ${formatDuration(bounds.maxMs)}`;
	return fail(`a duration such as \`90m\`, \`2h\`, \`1h30m\` or \`1d\`, ${range}`);
};
const list = (text) => ok(entries(text));
const MOST_GPUS = 64;
const gpus = (text) => {
	const wishes = [];
	for (const entry of entries(text)) {
		const match = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,39})(?:\s*:\s*(\d{1,3}))?$/.exec(entry);
		const [, name = "", digits] = match ?? [];
		const count = digits === void 0 ? void 0 : Number(digits);
		if (!(match && (count === void 0 || count >= 1 && count <= MOST_GPUS))) return fail(GPU_ALLOWED);
		wishes.push({
			name,
			count: count ?? (name.toLowerCase() === "any" ? null : 1)
		});
	}
	return wishes.length > 0 ? ok(wishes) : fail(GPU_ALLOWED);
};
const GPU_ALLOWED = `\`any\`, or a list of GPU names, each with a count from 1 to ${MOST_GPUS} if you like, such as \`H100, A100_80G:2\``;
const entries = (text) => text.split(/[,\n]/).map((entry) => entry.trim()).filter((entry) => entry !== "");
const token = (text) => isToken(text) ? ok(text) : fail("one word of visible ASCII characters");
const apiUrl = (text) => isApiUrl(text) ? ok(withoutTrailingSlash(text)) : fail("an https URL without query, such as `https://api.cloud.sesterce.com`");

// inputs/inputs.ts
function readApiInputs(read) {
	const reader = new Reader(read);
	const inputs = readApi(reader);
	return reader.faults.length > 0 ? fail(reader.faults) : ok(inputs);
}
function readInputs(read) {
	const reader = new Reader(read);
	const lifetimeMs = reader.take("lifetime", duration({
		minMs: MINUTE_MS,
		maxMs: 5 * DAY_MS
	}), 0);
	const readyTimeoutMs = reader.take("ready-timeout", duration({
		minMs: MINUTE_MS,
		maxMs: DAY_MS
	}), 0);
	const inputs = {
		...readApi(reader),
		requirements: readRequirements(reader, lifetimeMs + readyTimeoutMs),
		dockerImage: reader.take("docker-image", optional(token), void 0),
		cloudInitBase64: encodeBase64(read("cloud-init")),
		volumeId: reader.take("volume-id", optional(token), void 0),
		ownKey: readOwnKey(reader),
		sshKeyId: reader.take("ssh-key-id", optional(token), void 0),
		lifetimeMs,
		readyTimeoutMs,
		capacityWaitMs: reader.take("capacity-wait", duration({
			minMs: 0,
			maxMs: 5 * DAY_MS
		}), 0),
		maxAttempts: reader.take("max-attempts", integer(1, 10), 1),
		waitFor: reader.take("wait-for", choice("ssh", "active"), "ssh"),
		scope: reader.take("scope", choice("job", "run"), "job"),
		sshAlias: reader.take("ssh-alias", alias, "gpu"),
		isDryRun: reader.take("dry-run", flag, true),
		jobCheckRunId: readJobId(read)
	};
	checkTogether(inputs, reader);
	return reader.faults.length > 0 ? fail(reader.faults) : ok(inputs);
}
function readJobId(read) {
	const text = read("job-check-run-id");
	return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
function readApi(reader) {
	return {
		apiKey: reader.takeSecret("api-key"),
		apiUrl: reader.take("api-url", apiUrl, "")
	};
}
function readRequirements(reader, billableMs) {
	return {
		gpus: reader.take("gpu", gpus, []),
		regions: reader.take("regions", list, []),
		clouds: reader.take("clouds", list, []),
		deploymentType: reader.take("deployment-type", choice("vm", "baremetal", "container"), "vm"),
		minVramGbPerGpu: reader.take("min-vram-gb", optional(positive("GB")), void 0),
		minRamGb: reader.take("min-ram-gb", optional(positive("GB")), void 0),
		minVcpus: reader.take("min-vcpus", optional(positive("vCPUs")), void 0),
		minStorageGb: reader.take("min-storage-gb", optional(positive("GB")), void 0),
		osPrefix: reader.take("os", optional(token), void 0),
		needsCloudInit: reader.read("cloud-init") !== "",
		maxHourlyUsd: reader.take("max-hourly-price", optional(positive("USD")), void 0),
		maxCostUsd: reader.take("max-cost", optional(positive("USD")), void 0),
		billableMs
	};
}
function readOwnKey(reader) {
	const text = reader.read("ssh-private-key");
	if (text === "") return void 0;
	const key = readPrivateKey(text);
	if (key.ok) return key.value;
	reader.faults.push(`Input \`ssh-private-key\` can't be used (its value is not shown): ${key.reason.hint}`);
}
const alias = (text) => isAlias(text) ? ok(text) : fail("a name of letters, digits, dots, hyphens and underscores that begins with a letter or digit");
function checkTogether({ requirements, volumeId, dockerImage }, reader) {
	const { clouds, regions, deploymentType, needsCloudInit } = requirements;
	if (volumeId !== void 0 && (clouds.length !== 1 || regions.length !== 1)) {
		const counts = `\`clouds\` (there are ${clouds.length}) and one in \`regions\` (there are ${regions.length})`;
		reader.refuse("volume-id", `a volume together with exactly one entry in ${counts}`);
	}
	if (deploymentType !== "container") return;
	if (dockerImage === void 0) reader.refuse("deployment-type", "`container` only with a `docker-image`, which is empty");
	if (needsCloudInit) reader.faults.push("Input `cloud-init` is given (its value is not shown); allowed is one only with `deployment-type` `vm` or `baremetal`, not `container`.");
}
const encodeBase64 = (text) => text === "" ? void 0 : Buffer.from(text, "utf8").toString("base64");
const LONGEST_SHOWN = 80;
var Reader = class {
	read;
	faults = [];
	constructor(read) {
		this.read = (name) => read(name) || (DEFAULTS[name] ?? "");
	}
	take(name, field, instead) {
		const parsed = field(this.read(name));
		if (parsed.ok) return parsed.value;
		this.refuse(name, parsed.reason);
		return instead;
	}
	takeSecret(name) {
		const text = this.read(name);
		if (text === "") this.faults.push(`Input \`${name}\` is required and empty.`);
		else if (!token(text).ok) this.faults.push(`Input \`${name}\` has characters that no API key has (its value is not shown); allowed is one word of visible ASCII characters.`);
		return text;
	}
	refuse(name, allowed) {
		const value = this.read(name);
		const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
		this.faults.push(`Input \`${name}\` is ${JSON.stringify(shown)}; allowed is ${allowed}.`);
	}
};

// text/misses.ts
const MOST_SHOWN = 5;
function noOfferLines({ misses }, { gpus, regions, clouds }, waitedMs) {
	const waited = waitedMs > 0 ? ` in ${formatDuration(waitedMs)}` : "";
	const offers = misses.map(({ offer }) => offer).filter(({ gpuCount }) => gpuCount > 0);
	const places = offers.flatMap(({ availability }) => availability);
	const shown = misses.slice(0, MOST_SHOWN).map((miss) => `- ${missLine(miss)}`);
	return [
		`No offer fits${waited}, of ${misses.length} that Sesterce has.`,
		...unknownLines("No offer has a GPU called", gpus.map(({ name }) => name), [offers.map(({ gpuName }) => gpuName), ["any"]]),
		...unknownLines("No offer is in a region called", regions, [
			places.map(({ region }) => region),
			places.map(({ name }) => name),
			places.map(({ countryCode }) => countryCode ?? "")
		]),
		...unknownLines("No offer is in a cloud called", clouds, [offers.map(({ cloud }) => cloud.name)]),
		...shown.length > 0 ? ["The nearest:"] : [],
		...shown
	];
}
function missLine({ offer, misfits }) {
	const why = misfits.map(formatMisfit).join("; ");
	const remedies = misfits.flatMap((misfit) => remedyOf(misfit, offer));
	return `${`${formatGpu(offer)} (${oneLine$1(offer.cloud.name, 40)}, ${formatHourly(offer.hourlyPrice)})`} ${why}.${remedies.length > 0 ? ` It would fit with ${remedies.join(" and ")}.` : ""}`;
}
const MOST_KNOWN = 30;
function unknownLines(saying, wanted, known) {
	const all = new Set(known.flat().map((name) => name.toLowerCase()));
	const shown = [...new Set(known[0])].sort().map((name) => oneLine$1(name, 60));
	return wanted.filter((name) => !all.has(name.toLowerCase())).map((name) => {
		const near = nearest(name, shown);
		const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
		const more = shown.length > MOST_KNOWN ? ", …" : "";
		const list = `${shown.slice(0, MOST_KNOWN).join(", ")}${more}`;
		const offered = list === "" ? "" : ` On offer: ${list}.`;
		return `${saying} ${oneLine$1(name, 60)} now.${meant}${offered}`;
	});
}
function remedyOf(misfit, offer) {
	switch (misfit.code) {
		case "gpu": return [input("gpu", formatWish({
			name: offer.gpuName,
			count: offer.gpuCount
		}))];
		case "deployment-type": return [input("deployment-type", misfit.has)];
		case "clouds": return [input("clouds", misfit.has)];
		case "regions": return regionsRemedies(offer);
		case "sold-out": return misfit.elsewhere.length > 0 ? [input("regions", misfit.elsewhere.join(", "))] : [UNTIL_BACK];
		case "os": return misfit.has.slice(0, 1).map((os) => input("os", os));
		case "cloud-init": return ["`cloud-init` left empty (prepare the machine over SSH)"];
		case "max-hourly-price": return [input(misfit.code, formatUsd(misfit.has))];
		case "max-cost": return [input(misfit.code, formatUsd(Math.ceil(misfit.has * 100) / 100))];
		case "no-gpu":
		case "left-out": return [];
		default: return [input(misfit.code, String(Math.floor(misfit.has)))];
	}
}
function regionsRemedies({ availability }) {
	const open = availability.filter(({ available }) => available);
	const regions = (open.length > 0 ? open : availability).map(({ region }) => region);
	return [input("regions", regions.join(", ")), ...open.length > 0 ? [] : [UNTIL_BACK]];
}
const UNTIL_BACK = "a `capacity-wait` until it is back";
const input = (name, value) => `\`${name}: ${oneLine$1(value, 120)}\``;

// text/failures.ts
function machineFailureText(failure) {
	switch (failure.code) {
		case "error": return "went into status error";
		case "gone": return "disappeared from the account (deleted by somebody, or the balance ran out)";
		case "not-ready": return `was not ready within ready-timeout: ${failure.detail}`;
		case "unsafe-address": return `has an address that can't be used: ${failure.detail}`;
		case "too-few-gpus": return `does not show all its GPUs: ${failure.detail}`;
		case "host-key-changed": return `answers with another host key than at first: ${failure.detail}`;
	}
}
var Refusal = class extends Error {
	name = "Refusal";
};
function errorText(error) {
	if (error instanceof Refusal || error instanceof Cancelled) return error.message;
	if (isSesterceError(error)) return apiErrorText(error);
	return `Something in this action broke: ${error instanceof Error ? error.message : String(error)}. The post step deletes what was rented. Please report this.`;
}
const cleanUpText = (error) => `The clean-up broke: ${error instanceof Error ? error.message : String(error)}. Unless a line above says that it is deleted, a machine may run, and cost: look in the Sesterce console. Please report this.`;
function attemptText({ outcome }) {
	switch (outcome.kind) {
		case "ready": return "ready";
		case "refused": return `refused: ${outcome.error.apiMessage || outcome.error.message}`;
		case "unconfirmed": return `unconfirmed, and no machine showed in 20 s: ${outcome.error.message}`;
		case "failed": return `given back, it ${machineFailureText(outcome.failure)}`;
	}
}
function provisionFailureText(failure, inputs, attempts = []) {
	const reasons = reasonLines(attempts).join("\n");
	switch (failure.code) {
		case "no-offer": return attempts.length === 0 ? noOfferLines(failure.choice, inputs.requirements, failure.waitedMs).join("\n") : `No machine could be had, and no offer is left that fits. Tried:\n${reasons}`;
		case "attempts-used": return `No machine got ready: ${failure.tried} tried, as \`max-attempts\` allows, and all given back.\n${reasons}`;
		case "creates-used": return `No machine could be had in ${failure.sent} create requests, the most for one lease.\n${reasons}`;
		case "request-refused": return `Three offers in a row were refused in the same words. ${failure.error.message} If that is not about capacity, the request is wrong${checkText(inputs)}; if it is, set \`capacity-wait\`, or widen \`gpu\` or \`regions\`.`;
		case "name-changed": return `Sesterce made machine ${oneLine$1(failure.id, 60)} under the name ${JSON.stringify(oneLine$1(failure.got, 80))} in place of ${failure.sent}. We could not find it again by that name, so it is being deleted, and the post step looks after it. Please report this.`;
	}
}
function reasonLines(attempts) {
	return attempts.slice(-5).map((attempt) => `- ${formatCandidate(attempt.candidate)}: ${attemptText(attempt)}`);
}
function checkText({ requirements, dockerImage, volumeId, sshKeyId }) {
	const names = [
		["os", requirements.osPrefix !== void 0],
		["cloud-init", requirements.needsCloudInit],
		["docker-image", dockerImage !== void 0],
		["volume-id", volumeId !== void 0],
		["ssh-key-id", sshKeyId !== void 0]
	].flatMap(([name, isGiven]) => isGiven ? [`\`${name}\``] : []);
	return names.length === 0 ? "" : `: check ${names.join(", ")}`;
}
function apiErrorText(error) {
	const advice = ADVICE[error.code];
	return advice === void 0 ? error.message : `${error.message} ${advice}`;
}
const ADVICE = {
	"key-refused": "Check the secret behind the `api-key` input, and that the key is still valid.",
	balance: "Top up the Sesterce account, or lower `max-hourly-price`.",
	blocked: "Try again later; if it lasts, tell Sesterce's support the runner's region.",
	"rate-limited": "Run fewer jobs at once with this key, or try again later.",
	network: "Check that the runner can reach `api-url`.",
	timeout: "Try again later.",
	unavailable: "Try again later.",
	"unreadable-answer": "Check `api-url`; if it is right, Sesterce's API has changed.",
	"unconfirmed-create": "The post step of this action looks for the machine and deletes it if it shows."
};

// text/time.ts
const formatTime = (ms) => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;

// wait-log.ts
const LINE_EVERY_MS = 15e3;
var WaitLog = class {
	#host;
	#isOpen = false;
	#startedAt = 0;
	#lastLineAt = Number.NEGATIVE_INFINITY;
	constructor(host) {
		this.#host = host;
	}
	get elapsedMs() {
		return this.#isOpen ? this.#host.clock.now() - this.#startedAt : 0;
	}
	open(title) {
		if (this.#isOpen) return;
		this.#host.startGroup(title);
		this.#isOpen = true;
		this.#startedAt = this.#host.clock.now();
		this.#lastLineAt = Number.NEGATIVE_INFINITY;
	}
	line(text) {
		const now = this.#host.clock.now();
		if (now - this.#lastLineAt < LINE_EVERY_MS) return;
		this.#lastLineAt = now;
		this.#host.info(text());
	}
	close() {
		if (this.#isOpen) this.#host.endGroup();
		this.#isOpen = false;
	}
};

// progress.ts
const MOST_RANKED$1 = 10;
const MOST_MISSES = 3;
var Progress = class {
	attempts = [];
	ranking = [];
	#host;
	#billableMs;
	#wait;
	#sweeps = 0;
	constructor(host, { billableMs }) {
		this.#host = host;
		this.#billableMs = billableMs;
		this.#wait = new WaitLog(host);
	}
	get machinesTried() {
		return this.attempts.filter(({ machineId }) => machineId !== null).length;
	}
	on = (event) => {
		const { info, warning } = this.#host;
		switch (event.kind) {
			case "chosen":
				this.#chosen(event.choice);
				break;
			case "sold-out":
				this.#soldOut(event);
				break;
			case "creating":
				this.#creating(event);
				break;
			case "unconfirmed":
				warning(`${event.error.message} Looking for it by its name, for up to 20 s.`);
				break;
			case "adopted":
				info(`It was created after all: machine ${oneLine$1(event.machine._id)}.`);
				break;
			case "not-sent":
				this.#wait.open("Waiting until the API takes the request");
				this.#wait.line(() => `${event.error.message} Again in ${formatDuration(event.waitMs)}.`);
				break;
			case "created":
				this.#wait.open(`Waiting for machine ${oneLine$1(event.machine._id, 60)}: ${formatCandidate(event.candidate)}`);
				break;
			case "waiting":
				this.#waiting(event);
				break;
			case "attempt":
				this.#attempt(event.attempt);
				break;
			case "twin":
				warning(`Machine ${oneLine$1(event.machine._id, 60)} bears the name of this lease as well; deleting it.`);
				break;
			case "not-deleted": warning(`Machine ${oneLine$1(event.machineId, 60)} could not be deleted yet (${event.detail}); the post step tries again.`);
		}
	};
	end() {
		this.#wait.close();
	}
	#chosen({ candidates }) {
		const { startGroup, info, endGroup } = this.#host;
		this.#wait.close();
		this.ranking = candidates;
		startGroup(`What fits, the best first: ${candidates.length}`);
		for (const [index, candidate] of candidates.slice(0, MOST_RANKED$1).entries()) info(`${index + 1}. ${formatCandidate(candidate)}`);
		if (candidates.length > MOST_RANKED$1) info(`… and ${candidates.length - MOST_RANKED$1} more`);
		endGroup();
	}
	#soldOut({ choice, waitMs, leftMs }) {
		const { info } = this.#host;
		if (this.#sweeps++ === 0) for (const miss of choice.misses.slice(0, MOST_MISSES)) info(`Near miss: ${missLine(miss)}`);
		this.#wait.open("Waiting for a machine that fits: nothing can be had now");
		const next = `the next in ${formatDuration(waitMs)}, for ${formatDuration(leftMs)} more`;
		this.#wait.line(() => `Look ${this.#sweeps}: nothing that fits can be had; ${next}.`);
	}
	#creating({ candidate, name, expiresAt }) {
		this.#wait.close();
		const { hourlyPrice } = candidate.offer;
		const most = formatCost(costUsd(hourlyPrice, this.#billableMs));
		this.#host.info(`Renting ${formatCandidate(candidate)} as ${name}. Its lease ends at ${formatTime(expiresAt)}; until then it costs at most ${most} (${formatHourly(hourlyPrice)}).`);
	}
	#waiting({ machine, elapsedMs, detail }) {
		const id = oneLine$1(machine._id, 60);
		const parts = [
			formatDuration(elapsedMs),
			oneLine$1(machine.status, 40),
			id,
			detail
		];
		this.#wait.line(() => parts.filter((part) => part !== "").join(" · "));
	}
	#attempt(attempt) {
		this.end();
		this.attempts.push(attempt);
		if (attempt.outcome.kind === "ready") return;
		const { machineId, candidate, tookMs } = attempt;
		const what = `${machineId === null ? "" : `Machine ${oneLine$1(machineId, 60)}, `}${formatCandidate(candidate)}`;
		this.#host.warning(`${what}: ${attemptText(attempt)} (${formatDuration(tookMs)}).`);
	}
};

// text/markdown.ts
const ACTED_UPON = /[&|`*~<>[\]\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const BEFORE_LINKED = /:(?=\/\/)|www(?=\.)|@/gi;
const WORD_JOINER = "⁠";
const plainMarkdown = (text, max = 400) => oneLine$1(text, max).replace(ACTED_UPON, (character) => `&#${character.charCodeAt(0)};`).replace(BEFORE_LINKED, `$&${WORD_JOINER}`);

// summary.ts
const MOST_RANKED = 5;
function rentSummary(report) {
	return [
		heading(report),
		...report.error === void 0 ? [] : [errorBlock(report.error)],
		...report.ready ? [machineTable(report.ready, report.billableMs)] : [],
		...attemptsTable(report.attempts),
		...rankingTable(report)
	].join("\n\n");
}
function heading({ ready, ranking, isDryRun }) {
	const best = ready?.candidate ?? (isDryRun ? ranking[0] : void 0);
	if (!best) return "### GPU: no machine";
	const what = `${plainMarkdown(formatGpu(best.offer))} in ${plainMarkdown(best.region)}, ${formatHourly(best.offer.hourlyPrice)}`;
	return isDryRun ? `### GPU, dry run: it would be ${what}` : `### GPU: ${what}`;
}
const errorBlock = (error) => error.split("\n").map((line) => `> ${plainMarkdown(line.replace(/^- /, "• "), 1e3)}  `).join("\n");
function machineTable(ready, billableMs) {
	const { machine, candidate, gpus, expiresAt, timings } = ready;
	const { offer, region, os } = candidate;
	const most = formatCost(costUsd(offer.hourlyPrice, billableMs));
	const counted = gpus === null ? "not counted" : `${gpus} counted over SSH`;
	return table(["", ""], [
		["Machine", `\`${plainMarkdown(machine._id)}\``],
		["Name", `\`${plainMarkdown(machine.name)}\``],
		["GPUs", `${plainMarkdown(formatGpu(offer))} (${counted})`],
		["Where", `${plainMarkdown(region)}, cloud ${plainMarkdown(offer.cloud.name)}`],
		["System", plainMarkdown(os ?? "container")],
		["Price", `${formatHourly(offer.hourlyPrice)}, at most ${most} by the lease's end`],
		["Lease ends", formatTime(expiresAt)],
		["Time to ready", timeSplit(timings)]
	]);
}
function timeSplit({ chooseMs, createMs, bootMs, sshMs }) {
	const parts = [
		["choose", chooseMs],
		["create", createMs],
		["boot", bootMs],
		["ssh", sshMs]
	];
	const total = chooseMs + createMs + bootMs + sshMs;
	const split = parts.map(([name, ms]) => `${name} ${formatDuration(ms)}`).join(", ");
	return `${formatDuration(total)}: ${split}`;
}
function attemptsTable(attempts) {
	if (attempts.length === 0) return [];
	return ["#### Attempts", table([
		"",
		"Offer",
		"Result",
		"Took",
		"Cost"
	], attempts.map((attempt, index) => [
		String(index + 1),
		offerCell(attempt.candidate),
		plainMarkdown(attemptText(attempt)),
		formatDuration(attempt.tookMs),
		attemptCost(attempt)
	]))];
}
function attemptCost({ candidate, outcome, activeMs }) {
	if (outcome.kind === "ready") return "running";
	if (outcome.kind === "unconfirmed") return "unknown";
	return formatCost(usedCostUsd(candidate.offer.hourlyPrice, activeMs ?? 0));
}
function rankingTable({ ranking, ready }) {
	if (ranking.length === 0) return [];
	const rows = ranking.slice(0, MOST_RANKED).map((candidate, index) => [
		String(index + 1),
		offerCell(candidate),
		formatHourly(candidate.offer.hourlyPrice),
		candidate === ready?.candidate ? "rented" : ""
	]);
	const more = ranking.length - rows.length;
	return [`#### What fitted, the best first${more > 0 ? ` (${more} more)` : ""}`, table([
		"",
		"Offer",
		"Price",
		""
	], rows)];
}
const offerCell = ({ offer, region }) => `${plainMarkdown(formatGpu(offer))} in ${plainMarkdown(region)} (${plainMarkdown(offer.cloud.name)})`;
function table(head, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(head),
		line(head.map(() => "---")),
		...rows.map(line)
	].join("\n");
}

// dry-run.ts
async function dryRun(inputs, { host, client, cancel }) {
	const { requirements } = inputs;
	const choice = choose(await client.offers({}, cancel), requirements);
	const [best] = choice.candidates;
	if (!best) throw new Refusal(provisionFailureText({
		code: "no-offer",
		choice,
		waitedMs: 0
	}, inputs));
	new Progress(host, requirements).on({
		kind: "chosen",
		choice
	});
	const most = formatCost(costUsd(best.offer.hourlyPrice, requirements.billableMs));
	host.notice(`Dry run, nothing is rented. It would be ${formatCandidate(best)}, at most ${most} in all.`);
	const { gpuName, gpuCount, hourlyPrice, cloud } = best.offer;
	host.setOutput("gpu", gpuName);
	host.setOutput("gpuCount", String(gpuCount));
	host.setOutput("region", best.region);
	host.setOutput("cloud", cloud.name);
	host.setOutput("os", best.os ?? "");
	host.setOutput("hourlyPrice", String(hourlyPrice));
	host.setOutput("attempts", "0");
	const { candidates: ranking } = choice;
	const { billableMs } = requirements;
	await host.summarize(rentSummary({
		isDryRun: true,
		ranking,
		attempts: [],
		billableMs
	}));
}

// ssh/errno.ts
const hasErrno = (error, ...codes) => error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);

// ssh/privacy.ts
const PRIVATE_FILE_MODE = 384;
const PRIVATE_DIRECTORY_MODE = 448;
async function makePrivate(path, kind, { platform, user, exec = promisify(execFile) }) {
	if (platform === "win32") await exec("icacls", icaclsArgv(path, kind, user));
	else await chmod(path, kind === "file" ? 384 : 448);
}
function icaclsArgv(path, kind, user) {
	return [
		path,
		"/inheritance:r",
		"/grant:r",
		kind === "file" ? `${user}:F` : `${user}:(OI)(CI)F`
	];
}

// ssh/replace-file.ts
async function readBytes(path) {
	return orMissing(readFile(path, "latin1"));
}
async function replaceFile(path, bytes) {
	const target = await targetOf(path);
	const temporary = `${target}.${randomUUID()}.tmp`;
	const file = await open(temporary, "wx", 384);
	try {
		await file.writeFile(bytes, "latin1");
		await resemble(file, target);
		await file.close();
		await rename(temporary, target);
	} catch (error) {
		await file.close();
		await rm(temporary, { force: true });
		throw error;
	}
}
async function removeFile(path) {
	await rm(await targetOf(path), { force: true });
}
async function targetOf(path) {
	const real = await orMissing(realpath(path));
	if (real !== void 0) return real;
	const link = await orMissing(readlink(path));
	return link === void 0 ? path : resolve(dirname(path), link);
}
async function resemble(file, path) {
	const [was, is] = await Promise.all([orMissing(stat(path)), file.stat()]);
	if (was === void 0) return;
	if (was.uid !== is.uid || was.gid !== is.gid) await file.chown(was.uid, was.gid).catch(() => void 0);
	await file.chmod(was.mode & 4095);
}
async function orMissing(work) {
	try {
		return await work;
	} catch (error) {
		if (hasErrno(error, "ENOENT", "ENOTDIR")) return void 0;
		throw error;
	}
}

// ssh/user-config-text.ts
const BLOCK = /^# >>> sesterce-gpu ([a-z0-9-]+)( \(new file\))? >>>\nInclude (".*")\n# <<< sesterce-gpu \1 <<<\n/gm;
const blocksIn = (text) => Array.from(text.matchAll(BLOCK), ([, stem = "", newFile, quoted = ""]) => ({
	stem,
	quotedConfig: Buffer.from(quoted, "latin1").toString("utf8"),
	isNewFile: newFile !== void 0
}));
function withBlock(text, block) {
	const before = text ?? "";
	const isNewFile = text === void 0 || isOnlyOurs(before) && hasNewFile(before);
	const begin = `# >>> sesterce-gpu ${block.stem}${isNewFile ? " (new file)" : ""} >>>`;
	const include = Buffer.from(`Include ${block.quotedConfig}`, "utf8").toString("latin1");
	const rest = withoutBlocks(before, [block.stem]);
	return `${begin}\n${include}\n# <<< sesterce-gpu ${block.stem} <<<\n${rest}`;
}
function withoutBlock(text, stem) {
	const rest = withoutBlocks(text, [stem]);
	return rest === "" && hasNewFile(text) ? void 0 : rest;
}
const withoutBlocks = (text, stems) => text.replace(BLOCK, (block, stem) => stems.includes(stem) ? "" : block);
const hasNewFile = (text) => blocksIn(text).some((block) => block.isNewFile);
const isOnlyOurs = (text) => text.replace(BLOCK, "") === "";
function hostNames(text) {
	return text.split(/\r?\n/).flatMap((line) => {
		const [, patterns] = /^\s*host(?:\s*=\s*|\s+)(.*)$/i.exec(line) ?? [];
		return patterns === void 0 ? [] : words(patterns).filter((word) => !/[*?!]/.test(word));
	});
}
function words(line) {
	const found = [];
	for (const [, quoted, plain] of line.matchAll(/"([^"]*)"|([^\s"]+)/g)) {
		if (plain?.startsWith("#")) break;
		found.push(quoted ?? plain ?? "");
	}
	return found;
}

// ssh/user-config.ts
const LOCK_PATIENCE_MS = 2e3;
const LOCK_RETRY_MS = 25;
const configOf = (home) => join(home, ".ssh", "config");
async function addInclude(input, deps) {
	const path = configOf(input.home);
	await mkdir(join(input.home, ".ssh"), {
		recursive: true,
		mode: 448
	});
	await locked(path, deps.clock, async () => {
		const text = await readBytes(path);
		const added = withBlock(text, input);
		await replaceFile(path, withoutBlocks(added, await staleStems(text ?? "", input.stem)));
	});
}
async function removeInclude({ home, stem }, deps) {
	const path = configOf(home);
	if (!hasBlock(await readBytes(path), stem)) return;
	await locked(path, deps.clock, async () => {
		const text = await readBytes(path) ?? "";
		if (!hasBlock(text, stem)) return;
		const rest = withoutBlock(text, stem);
		if (rest === void 0) await removeFile(path);
		else await replaceFile(path, rest);
	});
}
async function aliasTaken(input) {
	const path = configOf(input.home);
	const text = await readBytes(path) ?? "";
	if (hostNames(text).includes(input.alias)) return {
		by: "user-config",
		path
	};
	for (const { stem, quotedConfig } of blocksIn(text)) {
		const config = await readBytes(unquote(quotedConfig));
		if (hostNames(config ?? "").includes(input.alias)) return {
			by: "lease",
			stem
		};
	}
}
const hasBlock = (text, stem) => blocksIn(text ?? "").some((block) => block.stem === stem);
async function staleStems(text, ownStem) {
	const others = blocksIn(text).filter((block) => block.stem !== ownStem);
	const configs = others.map(({ quotedConfig }) => readBytes(unquote(quotedConfig)));
	const found = await Promise.all(configs);
	return others.filter((_, index) => found[index] === void 0).map((block) => block.stem);
}
const unquote = (quoted) => quoted.slice(1, -1);
async function locked(path, clock, work) {
	const lock = `${path}.sesterce-gpu.lock`;
	for (let waitedMs = 0; waitedMs < LOCK_PATIENCE_MS; waitedMs += LOCK_RETRY_MS) {
		if (await hasCreated(lock)) break;
		await clock.sleep(LOCK_RETRY_MS);
	}
	try {
		await work();
	} finally {
		await rm(lock, { force: true });
	}
}
async function hasCreated(lock) {
	try {
		await (await open(lock, "wx", 384)).close();
		return true;
	} catch (error) {
		if (hasErrno(error, "EEXIST", "EPERM")) return false;
		throw error;
	}
}

// lease.ts
async function prepareLease(inputs, runner, random) {
	const owner = ownerOf(runner, inputs.scope === "run" ? 0 : inputs.jobCheckRunId);
	if (!owner.ok) return owner;
	const stem = encodeStem(owner.value, createNonce(random));
	const paths = leasePaths({
		runnerTemp: runner.temp,
		stem,
		platform: runner.platform
	});
	if (!paths.ok) return fail(`RUNNER_TEMP is ${paths.reason.shown}, which an ssh config can't name; it has to be an absolute path without quotes, %, *, ? and [.`);
	const holder = await aliasTaken({
		alias: inputs.sshAlias,
		home: runner.home
	});
	if (holder) return fail(aliasTakenText(inputs.sshAlias, holder));
	return ok({
		owner: owner.value,
		stem,
		paths: paths.value,
		...accessOf(inputs, stem)
	});
}
function ownerOf(runner, jobId) {
	const { repositoryId, runId, attempt } = runner;
	const owner = {
		kind: "workflow",
		repositoryId,
		runId,
		attempt,
		jobId
	};
	try {
		ownerPrefix(owner);
		return ok(owner);
	} catch {
		return fail(`The runner does not tell whose run this is: GITHUB_REPOSITORY_ID is ${repositoryId}, GITHUB_RUN_ID is ${runId} and GITHUB_RUN_ATTEMPT is ${attempt}; each has to be a number from 1. Without them a machine could not be found again, so none is rented.`);
	}
}
function accessOf({ ownKey, sshKeyId }, stem) {
	if (sshKeyId !== void 0) return {
		key: ownKey,
		access: { sshKeyId }
	};
	const key = ownKey ?? freshKey(stem);
	return {
		key,
		access: { sshKey: key.publicKey }
	};
}
function aliasTakenText(alias, holder) {
	return `Input \`ssh-alias\` is "${alias}", and that name belongs to ${holder.by === "lease" ? `the machine of lease ${holder.stem}, which another step of this action rented` : `a Host line in ${holder.path}`} already; allowed is a name that nobody has, such as "${alias}2".`;
}

// outputs.ts
function outputsOf(handOver) {
	const { ready, paths, alias, hasKey, platform, attempts } = handOver;
	const { machine, address, expiresAt } = ready;
	const { offer, region, os } = ready.candidate;
	return {
		ip: address.host,
		sshPort: String(address.port),
		sshUser: address.user,
		sshCommand: sshCommand(paths.config, alias, platform),
		sshAlias: alias,
		sshConfig: paths.config,
		sshKeyPath: hasKey ? paths.key : "",
		knownHostsPath: paths.knownHosts,
		instanceId: machine._id,
		instanceName: machine.name,
		gpu: offer.gpuName,
		gpuCount: String(offer.gpuCount),
		region,
		cloud: offer.cloud.name,
		os: os ?? "",
		hourlyPrice: String(offer.hourlyPrice),
		expiresAt: new Date(expiresAt).toISOString(),
		portForwards: JSON.stringify(machine.portForwards),
		attempts: String(attempts)
	};
}

// over-lease.ts
function overLeaseLines(machines, { repositoryId }, nowMs) {
	return machines.flatMap((machine) => {
		const owned = decodeName(machine.name);
		if (!(owned?.owner.kind === "workflow" && owned.owner.repositoryId === repositoryId) || isGone(machine) || owned.expiresAt > nowMs) return [];
		const price = machine.hourlyPrice === null ? "an unknown price" : formatHourly(machine.hourlyPrice);
		const late = formatDuration(nowMs - owned.expiresAt);
		return [`Machine ${oneLine$1(machine._id, 60)} of this repository (run ${owned.owner.runId}) is past its lease by ${late} and still costs ${price}. Delete it in the Sesterce console, or set up the Worker, which does.`];
	});
}

// ssh/banner.ts
const GREETING_MAX_BYTES = 16384;
function sshBanner(address, limits) {
	const { timeoutMs, signal } = limits;
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const socket = connect({
			host: address.host,
			port: address.port
		});
		const finish = (settle) => {
			clearTimeout(timer);
			signal.removeEventListener("abort", onAbort);
			socket.destroy();
			settle();
		};
		const answer = (isSsh) => finish(() => resolve(isSsh));
		const onAbort = () => finish(() => reject(signal.reason));
		const timer = setTimeout(answer, timeoutMs, false);
		signal.addEventListener("abort", onAbort, { once: true });
		let greeting = "";
		socket.on("data", (chunk) => {
			greeting += chunk.toString("latin1");
			if (/^SSH-/m.test(greeting)) answer(true);
			else if (greeting.length > GREETING_MAX_BYTES) answer(false);
		});
		socket.on("error", () => answer(false));
		socket.on("close", () => answer(false));
	});
}

// ssh/lease-files.ts
async function writeKey(paths, privateKey, privacy) {
	await mkdir(paths.directory, {
		recursive: true,
		mode: 448
	});
	await makePrivate(paths.directory, "directory", privacy);
	await rm(paths.key, { force: true });
	if (privateKey === void 0) return;
	await writeFile(paths.key, "", {
		mode: 384,
		flag: "wx"
	});
	await makePrivate(paths.key, "file", privacy);
	await writeFile(paths.key, privateKey);
}
async function writeMachine(paths, machine) {
	await rm(paths.knownHosts, { force: true });
	await writeFile(paths.knownHosts, "", { mode: 384 });
	const config = renderConfig({
		...machine,
		quoted: paths.quoted
	});
	await writeFile(paths.config, config, { mode: 384 });
}
async function removeLeaseFiles({ directory }) {
	await rm(directory, {
		recursive: true,
		force: true
	});
}

// ssh/client.ts
const OUTPUT_MAX_BYTES = 65536;
const SSH_FAILED = 255;
function runClient(program, argv, { timeoutMs, signal }) {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
		const child = spawn(program, argv, {
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			signal: end,
			killSignal: "SIGKILL",
			windowsHide: true
		});
		const stdout = collect(child.stdout);
		const stderr = collect(child.stderr);
		child.on("error", (error) => {
			if (signal.aborted) reject(signal.reason);
			else if (end.aborted) resolve(fail({
				code: "timed-out",
				timeoutMs
			}));
			else if (hasErrno(error, "ENOENT")) resolve(fail({
				code: "no-client",
				program
			}));
			else reject(error);
		});
		child.on("close", (code) => {
			resolve(ok({
				code: code ?? SSH_FAILED,
				stdout: stdout(),
				stderr: stderr()
			}));
		});
	});
}
function collect(stream) {
	const chunks = [];
	let room = OUTPUT_MAX_BYTES;
	stream.on("data", (chunk) => {
		if (room > 0) chunks.push(chunk.subarray(0, room));
		room -= chunk.length;
	});
	return () => Buffer.concat(chunks).toString("utf8");
}

// ssh/login.ts
async function runOverSsh(call) {
	const { paths, firstContact } = call;
	if (firstContact) await writeFile(paths.knownHosts, "", { mode: 384 });
	const run = await ssh(call, call.command, [`StrictHostKeyChecking=${firstContact ? "accept-new" : "yes"}`]);
	return run.ok && !hasLoggedIn(run.value) && !firstContact && await hasOtherHostKey(call) ? fail({ code: "host-key-changed" }) : run;
}
const hasLoggedIn = ({ code, stdout }) => code !== 255 || stdout !== "";
async function hasOtherHostKey(call) {
	const pinned = hostKeys(await readFile(call.paths.knownHosts, "utf8"));
	if (pinned.length === 0) return false;
	const seenFile = `${call.paths.knownHosts}.seen`;
	await rm(seenFile, { force: true });
	try {
		await ssh(call, "exit", [
			"StrictHostKeyChecking=accept-new",
			`UserKnownHostsFile="${seenFile.replaceAll("\\", "/")}"`,
			"PreferredAuthentications=none"
		]);
		return hostKeys(await readBytes(seenFile) ?? "").some((key) => !pinned.includes(key));
	} finally {
		await rm(seenFile, { force: true });
	}
}
const hostKeys = (knownHosts) => knownHosts.split("\n").flatMap((line) => line.trim().split(" ")[2] ?? []);
const IMPATIENT = ["BatchMode=yes", "ConnectTimeout=5"];
function ssh(call, command, options) {
	const all = [...options, ...IMPATIENT].flatMap((option) => ["-o", option]);
	const argv = [
		"-F",
		call.paths.config,
		"-T",
		...all,
		"--",
		call.alias,
		command
	];
	return runClient(call.sshProgram ?? "ssh", argv, call);
}

// ssh/first-answer.ts
const PROBE_EVERY_MS = 1e3;
const PROBE_TIMEOUT_MS = 5e3;
const PROBES_AT_ONCE = 5;
async function firstAnswer(address, { signal, onSilence }, { clock, banner }) {
	signal.throwIfAborted();
	const done = new AbortController();
	const limits = {
		timeoutMs: PROBE_TIMEOUT_MS,
		signal: AbortSignal.any([signal, done.signal])
	};
	const answer = Promise.withResolvers();
	let inFlight = 0;
	const probe = async () => {
		inFlight += 1;
		try {
			if (await banner(address, limits)) answer.resolve();
			else if (!limits.signal.aborted) onSilence();
		} catch (error) {
			answer.reject(error);
		} finally {
			inFlight -= 1;
		}
	};
	const keepProbing = async () => {
		for (;;) {
			if (inFlight < PROBES_AT_ONCE) probe();
			await clock.sleep(PROBE_EVERY_MS, limits.signal);
		}
	};
	try {
		await Promise.race([answer.promise, keepProbing()]);
	} finally {
		done.abort();
	}
}

// ssh/gpu-count.ts
const gpuCommand = (gpuName) => isAmd(gpuName) ? "rocm-smi --showid || /opt/rocm/bin/rocm-smi --showid" : "nvidia-smi -L";
const isAmd = (gpuName) => /^(?:AMD|Instinct|Radeon|MI\d)/i.test(gpuName.trim());
function countGpus(stdout) {
	const indices = stdout.matchAll(/^GPU (\d+): |^GPU\[(\d+)\]/gm);
	return new Set(Array.from(indices, ([, nvidia, amd]) => nvidia ?? amd)).size;
}

// ssh/reach.ts
const LOGIN_TIMEOUT_MS = 3e4;
const REFUSED_EVERY_MS = 1e3;
const TOO_FEW_EVERY_MS = 2e3;
const GPU_PATIENCE_MS = 6e4;
async function reachOverSsh(target, deps) {
	const onSilence = () => target.onLast("SSH does not answer yet");
	await firstAnswer(target.address, {
		signal: target.signal,
		onSilence
	}, deps);
	if (target.mode === "banner") return ok({ verified: "banner" });
	target.onLast("SSH answers");
	return await loginUntilVerdict(target, deps);
}
async function loginUntilVerdict(target, { clock, run }) {
	const { signal, onLast } = target;
	const command = gpuCommand(target.gpuName);
	let giveUpAt = Number.POSITIVE_INFINITY;
	let tooFew = {
		found: 0,
		detail: ""
	};
	for (;;) {
		const startedAt = clock.now();
		const firstContact = giveUpAt === Number.POSITIVE_INFINITY;
		const look = judge(await run({
			command,
			firstContact,
			timeoutMs: Math.max(1, Math.min(LOGIN_TIMEOUT_MS, giveUpAt - startedAt)),
			signal
		}), target);
		if (look.kind === "over") return look.verdict;
		if (look.kind === "too-few") {
			tooFew = look;
			if (firstContact) giveUpAt = clock.now() + GPU_PATIENCE_MS;
		}
		onLast(look.detail);
		const everyMs = look.kind === "too-few" ? TOO_FEW_EVERY_MS : REFUSED_EVERY_MS;
		const nextAt = Math.max(clock.now(), startedAt + everyMs);
		if (nextAt >= giveUpAt) {
			const { found, detail } = tooFew;
			return fail({
				code: "too-few-gpus",
				found,
				expected: target.gpuCount,
				detail
			});
		}
		await clock.sleep(nextAt - clock.now(), signal);
	}
}
function judge(login, { gpuCount }) {
	if (!login.ok) return judgeFault(login.reason);
	const { stdout, stderr } = login.value;
	if (!hasLoggedIn(login.value)) return {
		kind: "refused",
		detail: `login failed: ${lastLine(stderr)}`
	};
	const found = countGpus(stdout);
	if (found >= gpuCount) return {
		kind: "over",
		verdict: ok({
			verified: "login",
			gpus: found
		})
	};
	return {
		kind: "too-few",
		found,
		detail: `${found} of ${gpuCount} GPUs${found === 0 ? `: ${lastLine(stderr || stdout)}` : ""}`
	};
}
function judgeFault(fault) {
	switch (fault.code) {
		case "no-client": return {
			kind: "over",
			verdict: ok({
				verified: "banner",
				note: "There is no ssh client here: SSH answers, but nobody has logged in, and no GPUs were counted. Later steps need one for `ssh`."
			})
		};
		case "host-key-changed": return {
			kind: "over",
			verdict: fail(fault)
		};
		case "timed-out": return {
			kind: "refused",
			detail: `login took over ${Math.round(fault.timeoutMs / 1e3)} s`
		};
	}
}
function lastLine(text) {
	return (text.trim().split(/[\r\n]+/).at(-1) ?? "").replace(/\p{C}/gu, "?").slice(0, 120) || "no reason given";
}

// reach-machine.ts
function reachMachine({ sshAlias }, { paths, key }, host) {
	const hasKey = key !== void 0;
	return async ({ address, candidate, onProgress }, signal) => {
		await writeMachine(paths, {
			alias: sshAlias,
			address,
			hasKey,
			isPinnedByUs: hasKey
		});
		const { gpuName, gpuCount } = candidate.offer;
		const reached = await reachOverSsh({
			address,
			gpuName,
			gpuCount,
			mode: hasKey ? "login" : "banner",
			signal,
			onLast: onProgress
		}, {
			clock: host.clock,
			banner: sshBanner,
			run: (login) => runOverSsh({
				...login,
				paths,
				alias: sshAlias
			})
		});
		if (!reached.ok) {
			const { reason } = reached;
			const detail = reason.code === "too-few-gpus" ? reason.detail : "it may be another machine";
			return fail({
				code: reason.code,
				detail
			});
		}
		if (reached.value.verified === "login") return ok({ gpus: reached.value.gpus });
		if (reached.value.note !== void 0) host.warning(reached.value.note);
		await writeMachine(paths, {
			alias: sshAlias,
			address,
			hasKey,
			isPinnedByUs: false
		});
		return ok({ gpus: null });
	};
}

// text/hand-over.ts
function handOverLines(ready, inputs) {
	const { machine, candidate, address, gpus, expiresAt, timings } = ready;
	const { chooseMs, createMs, bootMs, sshMs } = timings;
	const counted = gpus === null ? "GPUs not counted" : `${gpus} GPU${gpus === 1 ? "" : "s"} counted`;
	return [...[`Ready after ${formatDuration(chooseMs + createMs + bootMs + sshMs)}: ${formatCandidate(candidate)}, machine ${oneLine$1(machine._id, 60)}, ${address.user}@${address.host}:${address.port}, ${counted}.`, `Later steps reach it with: ssh ${inputs.sshAlias}`], ...endLines(inputs, formatTime(expiresAt))];
}
function endLines({ scope, jobCheckRunId }, end) {
	if (scope === "run") return [`Scope run: this job does not delete it. End it in a last job with if: always() and uses: org/sesterce-gpu/action/release@v1; a Worker in enforce mode ends it after the run. Its lease ends at ${end}.`];
	return ["The post step of this action deletes it when the job ends; should it fail, it says so and names the machine.", ...jobCheckRunId === 0 ? ["The runner does not tell which job this is, so to a Worker it belongs to the whole run."] : []];
}

// renting.ts
const LAST_DELETE_MS = 5e3;
var Renting = class {
	#parts;
	#deps;
	#progress;
	#overLease = [];
	constructor(parts, deps) {
		this.#parts = parts;
		this.#deps = deps;
		this.#progress = new Progress(deps.host, parts.inputs.requirements);
	}
	async run() {
		try {
			const ready = await this.#provision();
			await this.#handOver(ready);
			this.#tell(ready);
			await this.#summarize({ ready });
		} catch (error) {
			this.#progress.end();
			const told = error instanceof Cancelled ? await this.#cancelled(error) : error;
			await this.#summarize({ error: errorText(told) });
			throw told;
		}
	}
	async #provision() {
		const { inputs, lease, client, state, cancel } = this.#parts;
		const { host, random } = this.#deps;
		state.lease(lease.stem, inputs.scope);
		const files = this.#writeFiles();
		files.catch(() => {});
		const journal = {
			pendingCreate: (sentAt, isLookedFor) => files.then(() => state.pendingCreate(sentAt, isLookedFor)),
			created: (id) => state.created(id)
		};
		const reach = inputs.waitFor === "ssh" ? reachMachine(inputs, lease, host) : void 0;
		const provisioned = await provision(requestOf(inputs, lease), {
			client,
			clock: host.clock,
			random,
			signal: cancel,
			journal,
			reach,
			on: this.#on
		});
		if (provisioned.ok) return provisioned.value;
		const { attempts } = this.#progress;
		throw new Refusal(provisionFailureText(provisioned.reason, inputs, attempts));
	}
	#on = (event) => {
		this.#save(event);
		if (event.kind === "listed") {
			const { owner } = this.#parts.lease;
			this.#overLease = overLeaseLines(event.machines, owner, this.#parts.client.serverNow());
		}
		this.#progress.on(event);
	};
	#save(event) {
		const { state } = this.#parts;
		if (event.kind === "creating") state.creating(event.candidate, event.expiresAt);
		if (event.kind === "active") state.active(event.activeAt);
		if (event.kind !== "attempt" || event.attempt.outcome.kind !== "failed") return;
		const { candidate, activeMs } = event.attempt;
		state.gaveBack(usedCostUsd(candidate.offer.hourlyPrice, activeMs ?? 0));
	}
	async #writeFiles() {
		const { paths, key } = this.#parts.lease;
		const { platform, userName } = this.#deps.host.runner;
		this.#parts.state.files();
		await writeKey(paths, key?.privateKey, {
			platform,
			user: userName
		});
	}
	async #handOver(ready) {
		const { inputs, lease, state } = this.#parts;
		const { host } = this.#deps;
		const { stem, paths, key } = lease;
		const { sshAlias: alias, waitFor } = inputs;
		const hasKey = key !== void 0;
		if (waitFor === "active") await writeMachine(paths, {
			alias,
			address: ready.address,
			hasKey,
			isPinnedByUs: false
		});
		const { home, platform } = host.runner;
		await addInclude({
			home,
			stem,
			quotedConfig: paths.quoted.config
		}, host).catch((error) => {
			const command = sshCommand(paths.config, alias, platform);
			host.warning(`${home}/.ssh/config can't be written (${error.message}). Use: ${command}`);
		});
		const attempts = this.#progress.machinesTried;
		const outputs = outputsOf({
			ready,
			paths,
			alias,
			hasKey,
			platform,
			attempts
		});
		for (const [name, value] of Object.entries(outputs)) host.setOutput(name, value);
		state.handedOver();
	}
	#tell(ready) {
		const { host } = this.#deps;
		for (const line of handOverLines(ready, this.#parts.inputs)) host.info(line);
		for (const line of this.#overLease) host.warning(line);
	}
	async #cancelled(error) {
		const { client, state } = this.#parts;
		if (state.ids.length === 0) return error;
		const late = new AbortController();
		const deletes = state.ids.map((id) => client.delete(id, late.signal));
		const timeout = this.#deps.host.clock.sleep(LAST_DELETE_MS, late.signal);
		await Promise.race([Promise.allSettled(deletes), timeout]);
		late.abort();
		await timeout.catch(() => {});
		const ids = state.ids.map((id) => oneLine$1(id, 60)).join(", ");
		return new Refusal(`${error.message} Asked Sesterce to delete ${ids}; the post step checks.`);
	}
	#summarize(end) {
		const { ranking, attempts } = this.#progress;
		const { billableMs } = this.#parts.inputs.requirements;
		return this.#deps.host.summarize(rentSummary({
			...end,
			ranking,
			attempts,
			billableMs
		}));
	}
};
function requestOf(inputs, { stem, access }) {
	const { requirements, cloudInitBase64, dockerImage, volumeId } = inputs;
	const { lifetimeMs, readyTimeoutMs, capacityWaitMs, maxAttempts } = inputs;
	return {
		stem,
		access,
		requirements,
		cloudInitBase64,
		dockerImage,
		volumeId,
		lifetimeMs,
		readyTimeoutMs,
		capacityWaitMs,
		maxAttempts
	};
}

// state.ts
var State = class {
	#host;
	#ids = [];
	#hasSent = false;
	#spentUsd = 0;
	constructor(host) {
		this.#host = host;
	}
	lease(stem, scope) {
		this.#host.saveState("scope", scope);
		this.#host.saveState("stem", stem);
	}
	pendingCreate(sentAt, isLookedFor) {
		this.#hasSent = true;
		const pending = [
			sentAt,
			this.#ids.length,
			isLookedFor ? "looked-for" : "sent"
		];
		this.#host.saveState("pendingCreate", sentAt === null ? "" : pending.join(" "));
	}
	creating({ offer }, leaseEndsAt) {
		this.#host.saveState("hourlyUsd", String(offer.hourlyPrice));
		this.#host.saveState("leaseEndsAt", String(leaseEndsAt));
	}
	created(id) {
		this.#ids = [...this.#ids, id];
		this.#host.saveState("ids", JSON.stringify(this.#ids));
	}
	gaveBack(costUsd) {
		this.#spentUsd += costUsd;
		this.#host.saveState("spentUsd", String(this.#spentUsd));
		this.#host.saveState("activeAt", "");
	}
	active(at) {
		this.#host.saveState("activeAt", String(at));
	}
	files() {
		this.#host.saveState("hasFiles", "true");
	}
	handedOver() {
		this.#host.saveState("handedOver", "true");
	}
	nothingRented() {
		this.#host.saveState("nothingRented", "true");
	}
	get hasSent() {
		return this.#hasSent;
	}
	get ids() {
		return this.#ids;
	}
};
function readState({ state }) {
	const ids = parseIds(state("ids"));
	const [sentAt = "", knownIds = "", fate = ""] = state("pendingCreate").split(" ");
	const isAnswered = fate === "sent" && ids.length > Number(knownIds);
	return {
		stem: state("stem"),
		ids,
		pendingCreateAt: isAnswered ? null : number(sentAt),
		isLookedFor: fate === "looked-for",
		isHandedOver: state("handedOver") === "true",
		isNothingRented: state("nothingRented") === "true",
		scope: state("scope") === "run" ? "run" : "job",
		hourlyUsd: number(state("hourlyUsd")),
		leaseEndsAt: number(state("leaseEndsAt")),
		spentUsd: number(state("spentUsd")) ?? 0,
		activeAt: number(state("activeAt")),
		hasFiles: state("hasFiles") === "true"
	};
}
const number = (text) => text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text);
function parseIds(text) {
	try {
		const ids = JSON.parse(text);
		return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
	} catch {
		return [];
	}
}

// rent.ts
async function rent(deps) {
	const { host } = deps;
	const state = new State(host);
	const cancel = host.cancelSignal();
	try {
		const read = readInputs(host.input);
		if (!read.ok) throw new Refusal(read.reason.join("\n"));
		const inputs = read.value;
		const client = createClient(inputs, deps);
		if (inputs.isDryRun) return await dryRun(inputs, {
			host,
			client,
			cancel
		});
		const lease = await prepareLease(inputs, host.runner, deps.random);
		if (!lease.ok) throw new Refusal(lease.reason);
		await new Renting({
			inputs,
			lease: lease.value,
			client,
			state,
			cancel
		}, deps).run();
	} catch (error) {
		host.fail(errorText(error));
	} finally {
		if (!state.hasSent) state.nothingRented();
	}
}
function createClient({ apiKey, apiUrl }, { host, fetch, random }, limits = {}) {
	const config = {
		apiKey,
		apiUrl,
		userAgent: USER_AGENT,
		...limits
	};
	return new SesterceClient(config, {
		fetch,
		clock: host.clock,
		random
	});
}

// text/release.ts
function releaseText({ outcome, lease, usage, isAsked }) {
	switch (outcome.kind) {
		case "deleted": return sentences(`Deleted: ${machines(outcome.ids)}.`, usedText(usage));
		case "already-gone": return sentences(`Already gone: ${machines(outcome.ids)}. Nothing of this lease runs.`, usedText(usage));
		case "nothing-rented": return isAsked ? `Already gone: no machine whose name begins with ${lease} runs.` : "Nothing was rented, so there is nothing to delete.";
		case "unconfirmed": return sentences(lease === "" ? `Unconfirmed: a machine may have been created (${outcome.why}).` : `Unconfirmed: a machine may have been created, and none whose name begins with ${lease} has shown (${outcome.why}).`, priceText(usage), lease === "" ? "Look in the Sesterce console in a few minutes, and delete what this job has rented." : "Look for that name in the Sesterce console in a few minutes and delete it if it is there.");
		case "still-running": return sentences(`Still running: ${outcome.left.map(leftText$1).join("; ")} (lease ${lease}).`, priceText(usage), "Delete it in the Sesterce console now.");
	}
}
const sentences = (...parts) => parts.filter((part) => part !== "").join(" ");
const isBad = ({ kind }) => kind === "unconfirmed" || kind === "still-running";
const machines = (ids) => `machine${ids.length === 1 ? "" : "s"} ${ids.map((id) => oneLine$1(id, 60)).join(", ")}`;
const leftText$1 = ({ id, machine, why }) => {
	const price = machine?.hourlyPrice ?? null;
	const facts = machine ? [oneLine$1(machine.name, 63), ...price === null ? [] : [formatHourly(price)]] : [];
	return `machine ${oneLine$1(id, 60)}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}, ${oneLine$1(why, 200).replace(/\.$/, "")}`;
};
const priceText = (usage) => usage === void 0 || usage.hourlyUsd === null ? "" : `It costs ${formatHourly(usage.hourlyUsd)}.`;
function usedText(usage) {
	if (usage === void 0) return "";
	const { hourlyUsd, usedMs, spentUsd, overMs } = usage;
	const spent = spentUsd > 0 ? `Machines given back before cost about ${formatCost(spentUsd)}.` : "";
	if (hourlyUsd !== null && usedMs !== null) {
		const cost = formatCost(usedCostUsd(hourlyUsd, usedMs));
		const used = `It was active for ${formatDuration(usedMs)} at ${formatHourly(hourlyUsd)}: about ${cost}, billed by the minute.`;
		const over = overMs > 0 ? `Its lease had ended ${formatDuration(overMs)} before, when a Worker would have ended it: give \`lifetime\` more.` : "";
		return sentences(used, spent, over);
	}
	if (spent !== "") return spent;
	return hourlyUsd === null ? "How long it was used is not known here." : "It was never seen active, so it should have cost nothing.";
}

// end-lease.ts
const BUDGET_MS = 12e4;
const REQUEST_LIMITS = {
	timeoutMs: 1e4,
	retryBudgetMs: 1e4
};
function maskKey(host) {
	const apiKey = host.input("api-key");
	if (apiKey !== "") host.mask(apiKey);
}
async function endLease({ lease, ended }, deps) {
	const inputs = readApiInputs(deps.host.input);
	if (!inputs.ok) return {
		kind: "unconfirmed",
		why: inputs.reason.join(" ")
	};
	const client = createClient(inputs.value, deps, REQUEST_LIMITS);
	const { clock } = deps.host;
	const wait = new WaitLog(deps.host);
	wait.open(`Ending lease ${lease}`);
	const onWait = (detail) => wait.line(() => `${formatDuration(wait.elapsedMs)} · ${oneLine$1(detail)}`);
	try {
		return await release(ended, {
			client,
			clock,
			onWait
		}, clock.now() + BUDGET_MS);
	} finally {
		wait.close();
	}
}
async function tellEnd(report, host) {
	const text = releaseText(report);
	if (isBad(report.outcome)) host.fail(text);
	else host.info(text);
	if (report.outcome.kind === "nothing-rented") return;
	await host.summarize(`**GPU** ${plainMarkdown(text, 2e3)}\n`);
}

// release-lease.ts
const LISTED_LATE_MS = 25e3;
async function releaseLease(deps) {
	const { host } = deps;
	host.cancelSignal();
	try {
		maskKey(host);
		const state = readState(host);
		const isLeft = state.scope === "run" && state.isHandedOver;
		try {
			if (isLeft) host.notice(leftText(state));
			else await endOwn(state, deps);
		} finally {
			await removeFiles(state, host);
		}
	} catch (error) {
		host.fail(cleanUpText(error));
	}
}
const leftText = ({ stem, ids, hourlyUsd }) => `Scope run: machine ${ids.at(-1)} (lease ${stem}${hourlyUsd === null ? "" : `, ${formatHourly(hourlyUsd)}`}) is left running. The action org/sesterce-gpu/action/release@v1 ends it, or a Worker in enforce mode after the run.`;
async function endOwn(state, deps) {
	const { host } = deps;
	const found = state.isNothingRented ? void 0 : whatToEnd(state, host);
	const usedMs = state.activeAt === null ? null : Math.max(0, host.clock.now() - state.activeAt);
	const outcome = found ? await endLease(found, deps) : nothingKnown(state);
	const { hourlyUsd, spentUsd, leaseEndsAt } = state;
	const usage = {
		hourlyUsd,
		usedMs,
		spentUsd,
		overMs: leaseEndsAt === null ? 0 : Math.max(0, host.clock.now() - leaseEndsAt)
	};
	await tellEnd({
		outcome,
		lease: found?.lease ?? "",
		usage
	}, host);
	if (state.pendingCreateAt !== null && (outcome.kind === "deleted" || outcome.kind === "already-gone")) host.warning(`One more create was sent, and what became of it was never confirmed. If a machine whose name begins with ${state.stem} shows in the Sesterce console in a few minutes, delete it.`);
}
const nothingKnown = ({ isNothingRented }) => isNothingRented ? { kind: "nothing-rented" } : {
	kind: "unconfirmed",
	why: "main left no state, and the runner does not tell which job this is"
};
function whatToEnd(state, host) {
	const { stem, ids, pendingCreateAt, isLookedFor } = state;
	if (stem !== "") {
		const isOurs = (name) => hasStem(name, stem);
		return {
			lease: stem,
			ended: {
				isOurs,
				ids,
				pendingCreateAt,
				isLookedFor
			}
		};
	}
	const jobId = readJobId(host.input);
	const owner = ownerOf(host.runner, jobId);
	if (jobId === 0 || !owner.ok) return void 0;
	const prefix = ownerPrefix(owner.value);
	const isOurs = (name) => decodeName(name)?.stem.startsWith(prefix) ?? false;
	return {
		lease: prefix,
		ended: {
			isOurs,
			ids: [],
			pendingCreateAt: null,
			watchUntil: host.clock.now() + LISTED_LATE_MS
		}
	};
}
async function removeFiles({ stem, hasFiles }, host) {
	if (stem === "" || !hasFiles) return;
	const { home, temp: runnerTemp, platform } = host.runner;
	const paths = leasePaths({
		runnerTemp,
		stem,
		platform
	});
	if (paths.ok) await removeLeaseFiles(paths.value);
	await removeInclude({
		home,
		stem
	}, host);
}

// release-named.ts
async function releaseNamed(deps) {
	const { host } = deps;
	host.cancelSignal();
	try {
		maskKey(host);
		const inputs = readApiInputs(host.input);
		if (!inputs.ok) return host.fail(inputs.reason.join("\n"));
		const owner = ownerOf(host.runner, 0);
		if (!owner.ok) return host.fail(owner.reason);
		const found = whatIsNamed(host.input("instance-name"), owner.value);
		if (!found.ok) return host.fail(found.reason);
		const outcome = await endLease(found.value, deps);
		await tellEnd({
			outcome,
			lease: found.value.lease,
			isAsked: true
		}, host);
	} catch (error) {
		host.fail(cleanUpText(error));
	}
}
function whatIsNamed(name, run) {
	if (name === "") {
		const isOurs = (other) => isOfRun(other, run);
		return ok({
			lease: ownerPrefix(run),
			ended: {
				isOurs,
				ids: [],
				pendingCreateAt: null
			}
		});
	}
	const owned = decodeName(name);
	if (!(owned?.owner.kind === "workflow" && owned.owner.repositoryId === run.repositoryId)) return fail(`Input \`instance-name\` is ${JSON.stringify(oneLine$1(name, 80))}; allowed is the name of a machine that this repository (id ${run.repositoryId}) rented with sesterce-gpu, as in its output \`instanceName\`. Nothing was deleted.`);
	const { stem } = owned;
	const isOurs = (other) => hasStem(other, stem);
	return ok({
		lease: stem,
		ended: {
			isOurs,
			ids: [],
			pendingCreateAt: null
		}
	});
}
function isOfRun(name, { repositoryId, runId }) {
	const owner = decodeName(name)?.owner;
	if (owner?.kind !== "workflow") return false;
	return owner.repositoryId === repositoryId && owner.runId === runId && owner.jobId === 0;
}

// rent-here.ts
const rentHere = (fetchHere) => rent({
	host: createHost(),
	fetch: fetchHere,
	random: Math.random
});

export { createHost as i, releaseNamed as n, releaseLease as r, rentHere as t };