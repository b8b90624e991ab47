import * as e from "os";
import { EOL as t } from "os";
import * as n from "crypto";
import * as r from "fs";
import { existsSync as i, readFileSync as a } from "fs";
function o(e) {
	return e == null ? "" : typeof e == "string" || e instanceof String ? e : JSON.stringify(e);
}
function s(e) {
	return Object.keys(e).length ? {
		title: e.title,
		file: e.file,
		line: e.startLine,
		endLine: e.endLine,
		col: e.startColumn,
		endColumn: e.endColumn
	} : {};
}
function c(t, n, r) {
	let i = new u(t, n, r);
	process.stdout.write(i.toString() + e.EOL);
}
function l(e, t = "") {
	c(e, {}, t);
}
var u = class {
	constructor(e, t, n) {
		e ||= "missing.command", this.command = e, this.properties = t, this.message = n;
	}
	toString() {
		let e = "::" + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			e += " ";
			let t = !0;
			for (let n in this.properties) if (this.properties.hasOwnProperty(n)) {
				let r = this.properties[n];
				r && (t ? t = !1 : e += ",", e += `${n}=${f(r)}`);
			}
		}
		return e += `::${d(this.message)}`, e;
	}
};
function d(e) {
	return o(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function f(e) {
	return o(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
function p(t, n) {
	let i = process.env[`GITHUB_${t}`];
	if (!i) throw Error(`Unable to find environment variable for file command ${t}`);
	if (!r.existsSync(i)) throw Error(`Missing file at path: ${i}`);
	r.appendFileSync(i, `${o(n)}${e.EOL}`, { encoding: "utf8" });
}
function m(t, r) {
	let i = `ghadelimiter_${n.randomUUID()}`, a = o(r);
	if (t.includes(i)) throw Error(`Unexpected input: name should not contain the delimiter "${i}"`);
	if (a.includes(i)) throw Error(`Unexpected input: value should not contain the delimiter "${i}"`);
	return `${t}<<${i}${e.EOL}${a}${e.EOL}${i}`;
}
var h;
(function(e) {
	e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
})(h ||= {});
function ee(e) {
	c("add-mask", {}, e);
}
function te(e, t) {
	let n = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
	if (t && t.required && !n) throw Error(`Input required and not supplied: ${e}`);
	return t && t.trimWhitespace === !1 ? n : n.trim();
}
function ne(t, n) {
	if (process.env.GITHUB_OUTPUT) return p("OUTPUT", m(t, n));
	process.stdout.write(e.EOL), c("set-output", { name: t }, o(n));
}
function re(e) {
	process.exitCode = h.Failure, ie(e);
}
function ie(e, t = {}) {
	c("error", s(t), e instanceof Error ? e.toString() : e);
}
function ae(e, t = {}) {
	c("warning", s(t), e instanceof Error ? e.toString() : e);
}
function oe(e, t = {}) {
	c("notice", s(t), e instanceof Error ? e.toString() : e);
}
function se(t) {
	process.stdout.write(t + e.EOL);
}
function ce(e) {
	l("group", e);
}
function le() {
	l("endgroup");
}
function ue(e, t) {
	if (process.env.GITHUB_STATE) return p("STATE", m(e, t));
	c("save-state", { name: e }, o(t));
}
function de(e) {
	return process.env[`STATE_${e}`] || "";
}
const g = new class {
	constructor() {
		if (this.payload = {}, process.env.GITHUB_EVENT_PATH) {
			if (i(process.env.GITHUB_EVENT_PATH)) this.payload = JSON.parse(a(process.env.GITHUB_EVENT_PATH, { encoding: "utf8" }));
			else {
				let e = process.env.GITHUB_EVENT_PATH;
				process.stdout.write(`GITHUB_EVENT_PATH ${e} does not exist${t}`);
			}
		}
		this.eventName = process.env.GITHUB_EVENT_NAME, this.sha = process.env.GITHUB_SHA, this.ref = process.env.GITHUB_REF, this.workflow = process.env.GITHUB_WORKFLOW, this.action = process.env.GITHUB_ACTION, this.actor = process.env.GITHUB_ACTOR, this.job = process.env.GITHUB_JOB, this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10), this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10), this.runId = parseInt(process.env.GITHUB_RUN_ID, 10), this.apiUrl = process.env.GITHUB_API_URL ?? "https://api.github.com", this.serverUrl = process.env.GITHUB_SERVER_URL ?? "https://github.com", this.graphqlUrl = process.env.GITHUB_GRAPHQL_URL ?? "https://api.github.com/graphql";
	}
	get issue() {
		let e = this.payload;
		return Object.assign(Object.assign({}, this.repo), { number: (e.issue || e.pull_request || e).number });
	}
	get repo() {
		if (process.env.GITHUB_REPOSITORY) {
			let [e, t] = process.env.GITHUB_REPOSITORY.split("/");
			return {
				owner: e,
				repo: t
			};
		}
		if (this.payload.repository) return {
			owner: this.payload.repository.owner.login,
			repo: this.payload.repository.name
		};
		throw Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
	}
}();
function fe(e, t) {
	return typeof t == "bigint" ? t.toString() : t;
}
var pe = class {
	constructor(e) {
		this._getter = e, this._value = void 0;
	}
	get value() {
		let e = this._getter;
		return e !== void 0 && (this._value = e(), this._getter = void 0), this._value;
	}
};
function me(e) {
	return new pe(e);
}
function _(e) {
	let t = +!!e.startsWith("^"), n = e.endsWith("$") ? e.length - 1 : e.length;
	return e.slice(t, n);
}
function he(e, t, n) {
	Object.defineProperty(e, t, {
		value: n,
		writable: !0,
		enumerable: !0,
		configurable: !0
	});
}
const v = "captureStackTrace" in Error ? Error.captureStackTrace : (...e) => {};
function ge(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
function _e(e, t, n) {
	let r = new e._zod.constr(t ?? e._zod.def);
	return (!t || n?.parent) && (r._zod.parent = e), r;
}
function y(e) {
	let t = e;
	if (!t) return {};
	if (typeof t == "string") return { error: () => t };
	if (t?.message !== void 0) {
		if (t?.error !== void 0) throw Error("Cannot specify both `message` and `error` params");
		t.error = t.message;
	}
	return delete t.message, typeof t.error == "string" ? {
		...t,
		error: () => t.error
	} : t;
}
function ve(e) {
	return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === "optional");
}
function b(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue !== !0) return !0;
	return !1;
}
function ye(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue === !1) return !0;
	return !1;
}
function x(e, t) {
	return t.map((t) => {
		var n;
		return (n = t).path ?? (n.path = []), t.path.unshift(e), t;
	});
}
function S(e) {
	return typeof e == "string" ? e : e?.message;
}
function C(e) {
	let t = [];
	for (let n of e ?? []) {
		let e = n._zod.def;
		if (!/_(length|size)$|_equals$/.test(e.check)) break;
		let r = e.maximum ?? e.length ?? e.size;
		r >= 0 && t.push([r, n]);
	}
	return t;
}
function w(e, t, n) {
	var r;
	for (let i = t; i < e.length; i++) (r = e[i]).schema ?? (r.schema = n);
}
function T(e, t, n) {
	var r;
	let i = e.inst?._zod?.traits;
	i?.has("$ZodType") && (i.has("$ZodCheck") ? (r = e).schema ?? (r.schema = e.inst) : e.schema = e.inst);
	let a = e.schema === e.inst ? void 0 : e.schema?._zod.def?.error, o = e.message ? e.message : S(e.inst?._zod.def?.error?.(e)) ?? S(a?.(e)) ?? S(t?.error?.(e)) ?? S(n.customError?.(e)) ?? S(n.localeError?.(e)) ?? "Invalid input", s = {};
	for (let t of Object.keys(e)) t !== "inst" && t !== "schema" && t !== "continue" && t !== "input" && t !== "__proto__" && (s[t] = e[t]);
	return s.path ??= [], s.message = o, t?.reportInput && (s.input = e.input), s;
}
function be(e, t) {
	for (let n in t) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.get ? Object.defineProperty(e, n, {
			...r,
			enumerable: !1
		}) : Se(e, n, r.value);
	}
}
function E(e, t, n, r = !0) {
	return Object.defineProperty(e, t, {
		configurable: !0,
		writable: !0,
		enumerable: r,
		value: n
	}), n;
}
function xe(e, t, n) {
	return E(e, t, n, !1);
}
function Se(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		get() {
			return this == null ? n : E(this, t, n.bind(this));
		},
		set(e) {
			E(this, t, e);
		}
	});
}
function Ce(e, t) {
	let n = Object.getPrototypeOf(e);
	return t in n ? void 0 : n;
}
let D, O = !1;
const k = {
	configurable: !0,
	get() {
		O = !0;
	}
};
function A(e, t, n) {
	let r = Object.getPrototypeOf(e._zod);
	t in r && D !== e._zod ? D = void 0 : (D = e._zod, Object.defineProperty(r, t, {
		configurable: !0,
		get() {
			Object.defineProperty(this, t, k);
			let e = O;
			O = !1;
			try {
				let r = n(this);
				return O ? delete this[t] : Object.defineProperty(this, t, {
					configurable: !0,
					writable: !0,
					value: r
				}), O ||= e, r;
			} catch (n) {
				throw delete this[t], O ||= e, n;
			}
		},
		set(e) {
			Object.defineProperty(this, t, {
				configurable: !0,
				writable: !0,
				value: e
			});
		}
	}));
}
function we(e, t, n, r) {
	let i = Ce(e, t);
	i && Object.defineProperty(i, t, {
		configurable: !0,
		get() {
			let e = {
				configurable: !0,
				writable: !0,
				enumerable: r,
				value: void 0
			};
			return Object.defineProperty(this, t, e), e.value = n(this), Object.defineProperty(this, t, e), e.value;
		},
		set(e) {
			Object.defineProperty(this, t, {
				configurable: !0,
				writable: !0,
				enumerable: r,
				value: e
			});
		}
	});
}
var j;
const M = {
	value: void 0,
	enumerable: !1
};
let N = "captureStackTrace" in Error ? Error : null;
function Te(e) {
	let t = N;
	if (t) {
		let n = t.stackTraceLimit;
		if (typeof n == "number") {
			try {
				t.stackTraceLimit = 0;
			} catch {
				return N = null, new e();
			}
			try {
				return new e();
			} finally {
				t.stackTraceLimit = n;
			}
		}
	}
	return new e();
}
function P(e, t, n, r) {
	let i = {};
	function a(e) {
		this.def = e, this.constr = d, this.traits = new Set();
	}
	a.prototype = i;
	let o = n, s = o && new WeakSet();
	function c(n, r) {
		if (!n._zod) {
			M.value = new a(r);
			try {
				Object.defineProperty(n, "_zod", M);
			} finally {
				M.value = void 0;
			}
		} else if (n._zod.traits.has(e)) return;
		if (n._zod.traits.add(e), t(n, r), s) {
			let e = Object.getPrototypeOf(n), t = n._zod.constr.prototype, r = e;
			for (; r && r !== t;) r = Object.getPrototypeOf(r);
			let i = r ?? e;
			s.has(i) || (s.add(i), be(i, o));
		}
		let i = d.prototype;
		for (let e in i) Object.prototype.hasOwnProperty.call(i, e) && (e in n || (n[e] = i[e].bind(n)));
	}
	let l = r?.Parent ?? Object;
	class u extends l {}
	Object.defineProperty(u, "name", { value: e });
	function d(e) {
		let t = r?.Parent ? Te(u) : this;
		c(t, e);
		let n = t._zod.deferred;
		if (n) {
			for (let e of n) e();
			t._zod.deferred = void 0;
		}
		let i = globalThis.__zod_globalConfig?.postProcessor;
		return i && i(t), t;
	}
	return Object.defineProperty(d, "init", { value: c }), Object.defineProperty(d, Symbol.hasInstance, { value: (t) => r?.Parent && t instanceof r.Parent ? !0 : t?._zod?.traits?.has(e) }), Object.defineProperty(d, "name", { value: e }), d;
}
var F = class extends Error {
	constructor() {
		super("Encountered Promise during synchronous parse. Use .parseAsync() instead.");
	}
}, Ee = class extends Error {
	constructor(e) {
		super(`Encountered unidirectional transform during encode: ${e}`), this.name = "ZodEncodeError";
	}
};
(j = globalThis).__zod_globalConfig ?? (j.__zod_globalConfig = {});
const I = globalThis.__zod_globalConfig;
function L(e) {
	return e && Object.assign(I, e), I;
}
function De() {
	let e = this._zod;
	return e.message ??= JSON.stringify(e.def, fe, 2), e.message;
}
function Oe(e) {
	this._zod.message = e;
}
const ke = {
	get: De,
	set: Oe,
	enumerable: !0,
	configurable: !0
}, R = {
	value: void 0,
	enumerable: !1
}, z = new WeakSet([Object.prototype, Error.prototype]), B = P("$ZodError", (e, t) => {
	e.name = "$ZodError", R.value = t, Object.defineProperty(e, "issues", R), R.value = void 0, Object.defineProperty(e, "message", ke);
	let n = Object.getPrototypeOf(e);
	z.has(n) || (z.add(n), Object.defineProperty(n, "toString", {
		configurable: !0,
		enumerable: !1,
		get() {
			let e = () => this.message;
			return Object.defineProperty(this, "toString", {
				value: e,
				configurable: !0,
				writable: !0
			}), e;
		},
		set(e) {
			Object.defineProperty(this, "toString", {
				value: e,
				configurable: !0,
				writable: !0
			});
		}
	}));
}, void 0, { Parent: Error }), Ae = ((e) => {
	let t = (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !1
		} : { async: !1 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise) throw new F();
		if (s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => T(e, o, L())));
			throw v(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(B), je = ((e) => {
	let t = async (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !0
		} : { async: !0 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise && (s = await s), s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => T(e, o, L())));
			throw v(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(B), Me = ((e) => (t, n, r) => {
	let i = r ? {
		...r,
		async: !1
	} : { async: !1 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	if (a instanceof Promise) throw new F();
	return a.issues.length ? V(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
})(B);
function V(e, t, n) {
	let r;
	return {
		success: !1,
		get error() {
			return r || (r = new e(t.map((e) => T(e, n, L()))), t = void 0, n = void 0), r;
		},
		set error(e) {
			r = e, t = void 0, n = void 0;
		}
	};
}
const Ne = ((e) => async (t, n, r) => {
	let i = r ? {
		...r,
		async: !0
	} : { async: !0 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	return a instanceof Promise && (a = await a), a.issues.length ? V(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
})(B), Pe = /^[\s\S]{0,}$/, Fe = /^-?\d+(?:\.\d+)?$/, Ie = /^(?:true|false)$/i, H = P("$ZodCheck", (e, t) => {
	var n;
	e._zod ??= {}, e._zod.def = t, (n = e._zod).onattach ?? (n.onattach = []);
}), U = {
	number: "number",
	bigint: "bigint",
	object: "date"
}, Le = P("$ZodCheckGreaterThan", (e, t) => {
	H.init(e, t);
	let n = U[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value >= t.value : r.value > t.value) || r.issues.push({
			origin: U[typeof r.value] ?? n,
			code: "too_small",
			minimum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), Re = P("$ZodCheckStringFormat", (e, t) => {
	var n, r;
	H.init(e, t), t.pattern ? (n = e._zod).check ?? (n.check = (n) => {
		t.pattern.lastIndex = 0, t.pattern.test(n.value) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: t.format,
			input: n.value,
			...t.pattern ? { pattern: t.pattern.toString() } : {},
			inst: e,
			continue: !t.abort
		});
	}) : (r = e._zod).check ?? (r.check = () => {});
}), ze = P("$ZodCheckRegex", (e, t) => {
	Re.init(e, t), e._zod.check = (n) => {
		t.pattern.lastIndex = 0, t.pattern.test(n.value) || n.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: n.value,
			pattern: t.pattern.toString(),
			inst: e,
			continue: !t.abort
		});
	};
}), Be = {
	major: 4,
	minor: 6,
	patch: 7
}, W = P("$ZodType", (e, t) => {
	var n;
	e ??= {}, e._zod.def = t, e._zod.bag = e._zod.bag || {}, e._zod.version = Be;
	let r = e._zod.def.checks, i = e._zod.traits.has("$ZodCheck") ? [e, ...r ?? []] : r?.length ? [...r] : [];
	for (let t of i) for (let n of t._zod.onattach) n(e);
	if (i.length === 0) (n = e._zod).deferred ?? (n.deferred = []), e._zod.deferred?.push(() => {
		e._zod.run = e._zod.parse;
	});
	else {
		let t = (t, n, r) => {
			if (t.memo) return t;
			let i = b(t), a;
			for (let o of n) {
				if (o._zod.def.when) {
					if (ye(t) || !o._zod.def.when(t)) continue;
				} else if (i) continue;
				let n = t.issues.length, s = o._zod.check(t);
				if (s instanceof Promise && r?.async === !1) throw new F();
				if (a || s instanceof Promise) a = (a ?? Promise.resolve()).then(async () => {
					await s, t.issues.length !== n && (w(t.issues, n, e), i ||= b(t, n));
				});
				else {
					if (t.issues.length === n) continue;
					w(t.issues, n, e), i ||= b(t, n);
				}
			}
			return a ? a.then(() => t) : t;
		}, n = (n, r, a) => {
			if (b(n)) return n.aborted = !0, n;
			let o = t(r, i, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new F();
				return o.then((t) => e._zod.parse(t, a));
			}
			return e._zod.parse(o, a);
		};
		e._zod.run = (r, a) => {
			if (a.skipChecks) return e._zod.parse(r, a);
			if (a.direction === "backward") {
				let t = e._zod.parse({
					value: r.value,
					issues: []
				}, {
					...a,
					skipChecks: !0
				});
				return t instanceof Promise ? t.then((e) => n(e, r, a)) : n(t, r, a);
			}
			let o = e._zod.parse(r, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new F();
				return o.then((e) => t(e, i, a));
			}
			return t(o, i, a);
		};
	}
}, {
	get "~standard"() {
		return xe(this, "~standard", He(this));
	},
	set "~standard"(e) {
		E(this, "~standard", e);
	}
}), G = (e, t) => e.issues.length ? { issues: e.issues.map((e) => T(e, t, L())) } : { value: e.value };
async function Ve(e, t) {
	let n = { async: !0 };
	return G(await e._zod.run({
		value: t,
		issues: []
	}, n), n);
}
function He(e) {
	return {
		validate: (t) => {
			let n = { async: !1 };
			try {
				let r = e._zod.run({
					value: t,
					issues: []
				}, n);
				if (!(r instanceof Promise)) return G(r, n);
			} catch {}
			return Ve(e, t);
		},
		vendor: "zod",
		version: 1
	};
}
const Ue = P("$ZodString", (e, t) => {
	W.init(e, t), e._zod.pattern = t.pattern ?? Pe, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = String(n.value);
		} catch {}
		return typeof n.value == "string" || n.issues.push({
			expected: "string",
			code: "invalid_type",
			input: n.value,
			inst: e
		}), n;
	};
}), We = P("$ZodNumber", (e, t) => {
	W.init(e, t), e._zod.pattern = Fe, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = Number(n.value);
		} catch {}
		let i = n.value;
		if (typeof i == "number" && !Number.isNaN(i) && Number.isFinite(i)) return n;
		let a = typeof i == "number" ? Number.isNaN(i) ? "NaN" : Number.isFinite(i) ? void 0 : String(i) : void 0;
		return n.issues.push({
			expected: "number",
			code: "invalid_type",
			input: i,
			inst: e,
			...a ? { received: a } : {}
		}), n;
	};
}), Ge = P("$ZodBoolean", (e, t) => {
	W.init(e, t), e._zod.pattern = Ie, e._zod.parse = (n, r) => {
		if (t.coerce) try {
			n.value = !!n.value;
		} catch {}
		let i = n.value;
		return typeof i == "boolean" || n.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input: i,
			inst: e
		}), n;
	};
}), Ke = P("$ZodUnknown", (e, t) => {
	W.init(e, t), e._zod.parse = (e) => e;
});
function qe(e, t) {
	let n = C(e._zod.def.checks);
	if (!n.length) return;
	let r = Math.min(...n.map((e) => e[0])), i = e._zod.parse;
	e._zod.parse = (n, a) => {
		let o = t(n.value);
		if (o > r && !a?.skipChecks && a?.direction !== "backward") {
			for (let [t, r] of C(e._zod.def.checks)) if (o > t && r._zod.def.when(n)) {
				let t = n.issues.length;
				return r._zod.check(n), n.issues[t].continue = !1, w(n.issues, t, e), n;
			}
		}
		return i(n, a);
	};
}
const Je = (e) => Array.isArray(e) ? e.length : -1;
function K(e, t, n) {
	e.issues.length && t.issues.push(...x(n, e.issues)), t.value[n] = e.value;
}
const Ye = P("$ZodArray", (e, t) => {
	W.init(e, t);
	let n = I.memoizer;
	n?.attach(e), e._zod.parse = (r, i) => {
		let a = r.value;
		if (!Array.isArray(a)) return r.issues.push({
			expected: "array",
			code: "invalid_type",
			input: a,
			inst: e
		}), r;
		r.value = n ? n.alloc(e, r, Array(a.length), i) : Array(a.length);
		let o = [], s = i?.abortEarly;
		for (let e = 0; e < a.length; e++) {
			let n = a[e], c = t.element._zod.run({
				value: n,
				issues: []
			}, i);
			if (c instanceof Promise) o.push(c.then((t) => K(t, r, e)));
			else if (K(c, r, e), s && c.issues.length !== 0 && b(c)) break;
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	}, qe(e, Je);
});
function q(e, t, n, r, i, a) {
	let o = n in r, s = a === "optional";
	if (o || !s || i !== "optional") {
		if (e.issues.length) {
			if (i !== void 0 && s && !o) return;
			t.issues.push(...x(n, e.issues));
		}
		!o && i === void 0 ? e.issues.length || t.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [n]
		}) : e.value === void 0 ? (o || i === "defaulted" && !s) && (t.value[n] = void 0) : t.value[n] = e.value;
	}
}
const Xe = [];
function Ze(e) {
	let t = Object.keys(e.shape), n = Object.getOwnPropertySymbols(e.shape), r = n.length ? n : Xe, i = r.length ? [...t, ...r] : t;
	for (let t of i) if (!e.shape?.[t]?._zod?.traits?.has("$ZodType")) throw Error(`Invalid element at key "${String(t)}": expected a Zod schema`);
	let a = ve(e.shape);
	return {
		...e,
		allKeys: i,
		symbolKeys: r,
		keySet: new Set(t),
		numKeys: t.length,
		optionalKeys: new Set(a)
	};
}
function Qe(e, t, n, r, i, a, o) {
	let s = [], c = i.keySet, l = i.catchall._zod, u = l.def.type, d = l.optin, f = l.optout, p = 0;
	for (let i in t) {
		if (o && n.issues.length !== p) {
			if (b(n, p)) break;
			p = n.issues.length;
		}
		if (c.has(i)) continue;
		if (i === "__proto__") {
			u === "never" && s.push(i);
			continue;
		}
		if (u === "never") {
			s.push(i);
			continue;
		}
		let a = l.run({
			value: t[i],
			issues: []
		}, r);
		a instanceof Promise ? e.push(a.then((e) => q(e, n, i, t, d, f))) : q(a, n, i, t, d, f);
	}
	return s.length && n.issues.push({
		code: "unrecognized_keys",
		keys: s,
		input: t,
		inst: a,
		continue: !0
	}), e.length ? Promise.all(e).then(() => n) : n;
}
const $e = P("$ZodObject", (e, t) => {
	W.init(e, t);
	let n = Object.getOwnPropertyDescriptor(t, "shape"), r = n?.get ? n.get.raw : t.shape ?? {};
	if (r) {
		let e = () => {
			let n = { ...r };
			return Object.defineProperty(t, "shape", { value: n }), e.raw = n, n;
		};
		e.raw = r, Object.defineProperty(t, "shape", { get: e });
	}
	let i = me(() => Ze(t));
	A(e, "propValues", (e) => {
		let t = e.def.shape, n = {};
		for (let e in t) {
			let r = t[e]._zod;
			if (r.values) {
				Object.prototype.hasOwnProperty.call(n, e) || he(n, e, new Set());
				for (let t of r.values) n[e].add(t);
				r.optin !== void 0 && n[e].add(void 0);
			}
		}
		return n;
	});
	let a = ge, o = t.catchall, s, c = I.memoizer;
	c?.attach(e), e._zod.parse = (t, n) => {
		s ??= i.value;
		let r = t.value;
		if (!a(r)) return t.issues.push({
			expected: "object",
			code: "invalid_type",
			input: r,
			inst: e
		}), t;
		t.value = c ? c.alloc(e, t, {}, n) : {};
		let l = [], u = s.shape, d = n?.abortEarly, f = t.issues.length;
		for (let e of s.allKeys) {
			if (d && t.issues.length !== f) {
				if (b(t, f)) break;
				f = t.issues.length;
			}
			if (e === "__proto__") continue;
			let i = u[e], a = i._zod.optin, o = i._zod.optout, s = i._zod.run({
				value: r[e],
				issues: []
			}, n);
			s instanceof Promise ? l.push(s.then((n) => q(n, t, e, r, a, o))) : q(s, t, e, r, a, o);
		}
		return o ? Qe(l, r, t, n, i.value, e, d === !0) : l.length ? Promise.all(l).then(() => t) : t;
	};
}), et = P("$ZodTransform", (e, t) => {
	W.init(e, t), e._zod.optin = "optional", I.memoizer?.guard(e), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new Ee(e.constructor.name);
		let i = t.transform(n.value, n);
		if (r.async) return (i instanceof Promise ? i : Promise.resolve(i)).then((e) => (n.value = e, n));
		if (i instanceof Promise) throw new F();
		return n.value = i, n;
	};
});
function J(e, t) {
	return e.value = t.issues.length ? void 0 : t.value, e;
}
const tt = P("$ZodOptional", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), e._zod.optout = "optional", A(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? new Set([...t, void 0]) : void 0;
	}), A(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${_(t.source)})?$`) : void 0;
	}), e._zod.parse = (e, n) => {
		if (e.value === void 0) {
			if (t.innerType._zod.optin !== "defaulted") return e;
			let r = t.innerType._zod.run({
				value: e.value,
				issues: []
			}, n);
			return r instanceof Promise ? r.then((t) => J(e, t)) : J(e, r);
		}
		return t.innerType._zod.run(e, n);
	};
}), nt = P("$ZodNullable", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin), A(e, "optout", (e) => e.def.innerType._zod.optout), A(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${_(t.source)}|null)$`) : void 0;
	}), A(e, "values", (e) => e.def.innerType._zod.values ? new Set([...e.def.innerType._zod.values, null]) : void 0), e._zod.parse = (e, n) => e.value === null ? e : t.innerType._zod.run(e, n);
});
function Y(e, t, n, r) {
	return t.issues.length ? (e.value = n.catchValue({
		...t,
		value: e.value,
		error: { issues: t.issues.map((e) => T(e, r, L())) },
		input: e.value
	}), e) : (e.value = t.value, t.memo && (e.memo = !0), e);
}
const rt = P("$ZodCatch", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), A(e, "optout", (e) => e.def.innerType._zod.optout), A(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run({
			value: e.value,
			issues: []
		}, n);
		return r instanceof Promise ? r.then((r) => Y(e, r, t, n)) : Y(e, r, t, n);
	};
}), it = P("$ZodPipe", (e, t) => {
	W.init(e, t), A(e, "values", (e) => e.def.in._zod.values), A(e, "optin", (e) => e.def.in._zod.optin), A(e, "optout", (e) => e.def.out._zod.optout), A(e, "propValues", (e) => e.def.in._zod.propValues), e._zod.parse = (e, n) => {
		if (n.direction === "backward") {
			let r = t.out._zod.run(e, n);
			return r instanceof Promise ? r.then((e) => X(e, t.in, n)) : X(r, t.in, n);
		}
		let r = t.in._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => X(e, t.out, n)) : X(r, t.out, n);
	};
});
function X(e, t, n) {
	return e.issues.some((e) => e.code !== "unrecognized_keys") ? (e.aborted = !0, e) : t._zod.run({
		value: e.value,
		issues: e.issues
	}, n);
}
function Z(e) {
	return e.checks &&= [...e.checks], e;
}
function at(e, t) {
	return new e(Z({
		type: "string",
		...y(t)
	}));
}
function ot(e, t) {
	return new e(Z({
		type: "number",
		checks: [],
		...y(t)
	}));
}
function st(e, t) {
	return new e({
		type: "boolean",
		...y(t)
	});
}
function ct(e) {
	return new e({ type: "unknown" });
}
function lt(e, t) {
	return new Le({
		check: "greater_than",
		...y(t),
		value: e,
		inclusive: !0
	});
}
function ut(e) {
	return lt(0, e);
}
function dt(e, t) {
	return new ze({
		check: "string_format",
		format: "regex",
		...y(t),
		pattern: e
	});
}
const Q = P("ZodMiniType", (e, t) => {
	if (!e._zod) throw Error("Uninitialized schema in ZodMiniType.");
	W.init(e, t), e.def = t, e.type = t.type;
}, {
	get with() {
		return this.check;
	},
	set with(e) {
		E(this, "with", e);
	},
	parse(e, t) {
		return Ae(this, e, t, { callee: this.parse });
	},
	parseAsync(e, t) {
		return je(this, e, t, { callee: this.parseAsync });
	},
	safeParse(e, t) {
		return Me(this, e, t);
	},
	safeParseAsync(e, t) {
		return Ne(this, e, t);
	},
	check(...e) {
		let t = this.def;
		return this.clone({
			...t,
			checks: [...t.checks ?? [], ...e.map((e) => typeof e == "function" ? { _zod: {
				check: e,
				def: { check: "custom" },
				onattach: []
			} } : e)]
		}, { parent: !0 });
	},
	clone(e, t) {
		return _e(this, e, t);
	},
	brand() {
		return this;
	},
	register(e, t) {
		return e.add(this, t), this;
	},
	apply(e, ...t) {
		return t.length === 0 ? e(this) : e(this, ...t);
	}
}), ft = P("ZodMiniString", (e, t) => {
	Ue.init(e, t), Q.init(e, t);
});
function pt(e) {
	return at(ft, e);
}
const mt = P("ZodMiniNumber", (e, t) => {
	We.init(e, t), Q.init(e, t);
});
function ht(e) {
	return ot(mt, e);
}
const gt = P("ZodMiniBoolean", (e, t) => {
	Ge.init(e, t), Q.init(e, t);
});
function _t(e) {
	return st(gt, e);
}
const vt = P("ZodMiniUnknown", (e, t) => {
	Ke.init(e, t), Q.init(e, t);
});
function yt() {
	return ct(vt);
}
const $ = P("ZodMiniArray", (e, t) => {
	Ye.init(e, t), Q.init(e, t);
});
function bt(e, t) {
	return new $({
		type: "array",
		element: e,
		...y(t)
	});
}
const xt = P("ZodMiniObject", (e, t) => {
	$e.init(e, t), Q.init(e, t), we(e, "shape", (e) => e._zod.def.shape, !1);
});
function St(e, t) {
	let n = {
		type: "object",
		shape: e ?? {},
		...y(t)
	};
	return new xt(n);
}
const Ct = P("ZodMiniTransform", (e, t) => {
	et.init(e, t), Q.init(e, t);
});
function wt(e) {
	return new Ct({
		type: "transform",
		transform: e
	});
}
const Tt = P("ZodMiniOptional", (e, t) => {
	tt.init(e, t), Q.init(e, t);
});
function Et(e) {
	return new Tt({
		type: "optional",
		innerType: e
	});
}
const Dt = P("ZodMiniNullable", (e, t) => {
	nt.init(e, t), Q.init(e, t);
});
function Ot(e) {
	return new Dt({
		type: "nullable",
		innerType: e
	});
}
const kt = P("ZodMiniCatch", (e, t) => {
	rt.init(e, t), Q.init(e, t);
}), At = P("ZodMiniPipe", (e, t) => {
	it.init(e, t), Q.init(e, t);
});
function jt(e, t) {
	return new At({
		type: "pipe",
		in: e,
		out: t
	});
}
export { ee as C, ne as S, ae as T, de as _, ht as a, ue as b, jt as c, yt as d, ut as f, te as g, le as h, Ot as i, pt as l, g as m, bt as n, St as o, dt as p, _t as r, Et as s, kt as t, wt as u, se as v, ce as w, re as x, oe as y };
