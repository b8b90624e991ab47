import { subscribe, unsubscribe } from "node:diagnostics_channel";

// shared/src/request.ts
const INSTANCES_PATH = "/gpu-cloud/instances";
const OFFERS_PATH = `${INSTANCES_PATH}/offers`;
const requestHeaders = (apiKey, userAgent) => ({
	"x-api-key": apiKey,
	"user-agent": userAgent
});
const REDIRECT = "manual";

// action/src/inputs/api-text.ts
const isToken = (text) => /^[\x21-\x7e]{1,512}$/.test(text);
function isApiUrl(text) {
	const url = URL.canParse(text) ? new URL(text) : void 0;
	const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? "");
	return (url?.protocol === "https:" || url?.protocol === "http:" && isLocal) && !/[?#@\s]/.test(text);
}
const withoutTrailingSlash = (url) => url.replace(/\/+$/, "");

// action/src/user-agent.ts
const USER_AGENT = "sesterce-gpu-action/0.1.0";

// action/src/early-offers.ts
const SENT = "undici:client:sendHeaders";
function askEarly(apiKey, apiUrl, send = fetch) {
	if (!isToken(apiKey) || !isApiUrl(apiUrl)) return void 0;
	const url = `${withoutTrailingSlash(apiUrl)}${OFFERS_PATH}`;
	const abort = new AbortController();
	const sent = onceSent();
	const answer = send(url, {
		headers: requestHeaders(apiKey, USER_AGENT),
		redirect: REDIRECT,
		signal: abort.signal
	});
	answer.catch(() => {});
	return {
		hasLeft: Promise.race([sent, answer.catch(() => {})]),
		fetch: answeringFirst(url, answer, send),
		drop: () => abort.abort()
	};
}
function onceSent() {
	return new Promise((resolve) => {
		const onSent = () => {
			unsubscribe(SENT, onSent);
			resolve();
		};
		subscribe(SENT, onSent);
	});
}
function answeringFirst(url, early, send) {
	let isAsked = false;
	return (input, init) => {
		const given = input instanceof Request ? input : {
			method: "GET",
			url: String(input),
			signal: null
		};
		const isIt = given.url === url && (init?.method ?? given.method).toUpperCase() === "GET";
		if (isAsked || !isIt) return send(input, init);
		isAsked = true;
		const signal = init?.signal ?? given.signal;
		return signal ? Promise.race([early, rejectWhenAborted(signal)]) : early;
	};
}
const rejectWhenAborted = (signal) => new Promise((_, reject) => {
	if (signal.aborted) reject(signal.reason);
	signal.addEventListener("abort", () => reject(signal.reason), { once: true });
});

export { withoutTrailingSlash as a, REDIRECT as c, isToken as i, requestHeaders as l, USER_AGENT as n, INSTANCES_PATH as o, isApiUrl as r, OFFERS_PATH as s, askEarly as t };