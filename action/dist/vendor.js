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
const fe = new class {
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
function pe(e, t) {
	return typeof t == "bigint" ? t.toString() : t;
}
var me = class {
	constructor(e) {
		this._getter = e, this._value = void 0;
	}
	get value() {
		let e = this._getter;
		return e !== void 0 && (this._value = e(), this._getter = void 0), this._value;
	}
};
function he(e) {
	return new me(e);
}
function ge(e) {
	return e == null;
}
function g(e) {
	let t = +!!e.startsWith("^"), n = e.endsWith("$") ? e.length - 1 : e.length;
	return e.slice(t, n);
}
function _e(e, t, n) {
	Object.defineProperty(e, t, {
		value: n,
		writable: !0,
		enumerable: !0,
		configurable: !0
	});
}
const _ = "captureStackTrace" in Error ? Error.captureStackTrace : (...e) => {};
function ve(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
function ye(e, t, n) {
	let r = new e._zod.constr(t ?? e._zod.def);
	return (!t || n?.parent) && (r._zod.parent = e), r;
}
function v(e) {
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
function be(e) {
	return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === "optional");
}
function y(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue !== !0) return !0;
	return !1;
}
function xe(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue === !1) return !0;
	return !1;
}
function b(e, t) {
	return t.map((t) => {
		var n;
		return (n = t).path ?? (n.path = []), t.path.unshift(e), t;
	});
}
function x(e) {
	return typeof e == "string" ? e : e?.message;
}
function S(e) {
	let t = [];
	for (let n of e ?? []) {
		let e = n._zod.def;
		if (!/_(length|size)$|_equals$/.test(e.check)) break;
		let r = e.maximum ?? e.length ?? e.size;
		r >= 0 && t.push([r, n]);
	}
	return t;
}
function C(e, t, n) {
	var r;
	for (let i = t; i < e.length; i++) (r = e[i]).schema ?? (r.schema = n);
}
function w(e, t, n) {
	var r;
	let i = e.inst?._zod?.traits;
	i?.has("$ZodType") && (i.has("$ZodCheck") ? (r = e).schema ?? (r.schema = e.inst) : e.schema = e.inst);
	let a = e.schema === e.inst ? void 0 : e.schema?._zod.def?.error, o = e.message ? e.message : x(e.inst?._zod.def?.error?.(e)) ?? x(a?.(e)) ?? x(t?.error?.(e)) ?? x(n.customError?.(e)) ?? x(n.localeError?.(e)) ?? "Invalid input", s = {};
	for (let t of Object.keys(e)) t !== "inst" && t !== "schema" && t !== "continue" && t !== "input" && t !== "__proto__" && (s[t] = e[t]);
	return s.path ??= [], s.message = o, t?.reportInput && (s.input = e.input), s;
}
const Se = /[\uD800-\uDBFF]/;
function Ce(e) {
	let t = e.length;
	if (!Se.test(e)) return t;
	let n = t;
	for (let r = 0; r < t - 1; r++) (e.charCodeAt(r) & 64512) == 55296 && (e.charCodeAt(r + 1) & 64512) == 56320 && (n--, r++);
	return n;
}
function we(e) {
	return Array.isArray(e) ? "array" : typeof e == "string" ? "string" : "unknown";
}
function Te(e, t) {
	for (let n in t) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.get ? Object.defineProperty(e, n, {
			...r,
			enumerable: !1
		}) : E(e, n, r.value);
	}
}
function T(e, t, n, r = !0) {
	return Object.defineProperty(e, t, {
		configurable: !0,
		writable: !0,
		enumerable: r,
		value: n
	}), n;
}
function Ee(e, t, n) {
	return T(e, t, n, !1);
}
function E(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		get() {
			return this == null ? n : T(this, t, n.bind(this));
		},
		set(e) {
			T(this, t, e);
		}
	});
}
function D(e, t) {
	let n = Object.getPrototypeOf(e);
	return t in n ? void 0 : n;
}
let O, k = !1;
const De = {
	configurable: !0,
	get() {
		k = !0;
	}
};
function A(e, t, n) {
	let r = Object.getPrototypeOf(e._zod);
	t in r && O !== e._zod ? O = void 0 : (O = e._zod, Object.defineProperty(r, t, {
		configurable: !0,
		get() {
			Object.defineProperty(this, t, De);
			let e = k;
			k = !1;
			try {
				let r = n(this);
				return k ? delete this[t] : Object.defineProperty(this, t, {
					configurable: !0,
					writable: !0,
					value: r
				}), k ||= e, r;
			} catch (n) {
				throw delete this[t], k ||= e, n;
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
function Oe(e, t, n, r) {
	let i = D(e, t);
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
function ke(e) {
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
			s.has(i) || (s.add(i), Te(i, o));
		}
		let i = d.prototype;
		for (let e in i) Object.prototype.hasOwnProperty.call(i, e) && (e in n || (n[e] = i[e].bind(n)));
	}
	let l = r?.Parent ?? Object;
	class u extends l {}
	Object.defineProperty(u, "name", { value: e });
	function d(e) {
		let t = r?.Parent ? ke(u) : this;
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
}, Ae = class extends Error {
	constructor(e) {
		super(`Encountered unidirectional transform during encode: ${e}`), this.name = "ZodEncodeError";
	}
};
(j = globalThis).__zod_globalConfig ?? (j.__zod_globalConfig = {});
const I = globalThis.__zod_globalConfig;
function L(e) {
	return e && Object.assign(I, e), I;
}
function je() {
	let e = this._zod;
	return e.message ??= JSON.stringify(e.def, pe, 2), e.message;
}
function Me(e) {
	this._zod.message = e;
}
const Ne = {
	get: je,
	set: Me,
	enumerable: !0,
	configurable: !0
}, R = {
	value: void 0,
	enumerable: !1
}, z = new WeakSet([Object.prototype, Error.prototype]), B = P("$ZodError", (e, t) => {
	e.name = "$ZodError", R.value = t, Object.defineProperty(e, "issues", R), R.value = void 0, Object.defineProperty(e, "message", Ne);
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
}, void 0, { Parent: Error }), Pe = ((e) => {
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
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => w(e, o, L())));
			throw _(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(B), Fe = ((e) => {
	let t = async (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !0
		} : { async: !0 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise && (s = await s), s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => w(e, o, L())));
			throw _(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(B), Ie = ((e) => (t, n, r) => {
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
			return r || (r = new e(t.map((e) => w(e, n, L()))), t = void 0, n = void 0), r;
		},
		set error(e) {
			r = e, t = void 0, n = void 0;
		}
	};
}
const Le = ((e) => async (t, n, r) => {
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
})(B), Re = /^[\s\S]{0,}$/, ze = /^-?\d+(?:\.\d+)?$/, Be = /^(?:true|false)$/i, H = P("$ZodCheck", (e, t) => {
	var n;
	e._zod ??= {}, e._zod.def = t, (n = e._zod).onattach ?? (n.onattach = []);
}), Ve = (e) => {
	let t = e.value;
	return !ge(t) && t.length !== void 0;
}, U = {
	number: "number",
	bigint: "bigint",
	object: "date"
}, He = P("$ZodCheckLessThan", (e, t) => {
	H.init(e, t);
	let n = U[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value <= t.value : r.value < t.value) || r.issues.push({
			origin: U[typeof r.value] ?? n,
			code: "too_big",
			maximum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), Ue = P("$ZodCheckGreaterThan", (e, t) => {
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
}), We = P("$ZodCheckMinLength", (e, t) => {
	var n;
	H.init(e, t), (n = e._zod.def).when ?? (n.when = Ve), e._zod.check = (n) => {
		let r = n.value, i = r.length;
		if ((typeof r == "string" && i >= t.minimum && i < t.minimum * 2 ? Ce(r) : i) >= t.minimum) return;
		let a = we(r);
		n.issues.push({
			origin: a,
			code: "too_small",
			minimum: t.minimum,
			inclusive: !0,
			input: r,
			inst: e,
			continue: !t.abort
		});
	};
}), Ge = P("$ZodCheckStringFormat", (e, t) => {
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
}), Ke = P("$ZodCheckRegex", (e, t) => {
	Ge.init(e, t), e._zod.check = (n) => {
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
}), qe = {
	major: 4,
	minor: 6,
	patch: 7
}, W = P("$ZodType", (e, t) => {
	var n;
	e ??= {}, e._zod.def = t, e._zod.bag = e._zod.bag || {}, e._zod.version = qe;
	let r = e._zod.def.checks, i = e._zod.traits.has("$ZodCheck") ? [e, ...r ?? []] : r?.length ? [...r] : [];
	for (let t of i) for (let n of t._zod.onattach) n(e);
	if (i.length === 0) (n = e._zod).deferred ?? (n.deferred = []), e._zod.deferred?.push(() => {
		e._zod.run = e._zod.parse;
	});
	else {
		let t = (t, n, r) => {
			if (t.memo) return t;
			let i = y(t), a;
			for (let o of n) {
				if (o._zod.def.when) {
					if (xe(t) || !o._zod.def.when(t)) continue;
				} else if (i) continue;
				let n = t.issues.length, s = o._zod.check(t);
				if (s instanceof Promise && r?.async === !1) throw new F();
				if (a || s instanceof Promise) a = (a ?? Promise.resolve()).then(async () => {
					await s, t.issues.length !== n && (C(t.issues, n, e), i ||= y(t, n));
				});
				else {
					if (t.issues.length === n) continue;
					C(t.issues, n, e), i ||= y(t, n);
				}
			}
			return a ? a.then(() => t) : t;
		}, n = (n, r, a) => {
			if (y(n)) return n.aborted = !0, n;
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
		return Ee(this, "~standard", Ye(this));
	},
	set "~standard"(e) {
		T(this, "~standard", e);
	}
}), G = (e, t) => e.issues.length ? { issues: e.issues.map((e) => w(e, t, L())) } : { value: e.value };
async function Je(e, t) {
	let n = { async: !0 };
	return G(await e._zod.run({
		value: t,
		issues: []
	}, n), n);
}
function Ye(e) {
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
			return Je(e, t);
		},
		vendor: "zod",
		version: 1
	};
}
const Xe = P("$ZodString", (e, t) => {
	W.init(e, t), e._zod.pattern = t.pattern ?? Re, e._zod.parse = (n, r) => {
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
}), Ze = P("$ZodNumber", (e, t) => {
	W.init(e, t), e._zod.pattern = ze, e._zod.parse = (n, r) => {
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
}), Qe = P("$ZodBoolean", (e, t) => {
	W.init(e, t), e._zod.pattern = Be, e._zod.parse = (n, r) => {
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
}), $e = P("$ZodUnknown", (e, t) => {
	W.init(e, t), e._zod.parse = (e) => e;
});
function et(e, t) {
	let n = S(e._zod.def.checks);
	if (!n.length) return;
	let r = Math.min(...n.map((e) => e[0])), i = e._zod.parse;
	e._zod.parse = (n, a) => {
		let o = t(n.value);
		if (o > r && !a?.skipChecks && a?.direction !== "backward") {
			for (let [t, r] of S(e._zod.def.checks)) if (o > t && r._zod.def.when(n)) {
				let t = n.issues.length;
				return r._zod.check(n), n.issues[t].continue = !1, C(n.issues, t, e), n;
			}
		}
		return i(n, a);
	};
}
const tt = (e) => Array.isArray(e) ? e.length : -1;
function K(e, t, n) {
	e.issues.length && t.issues.push(...b(n, e.issues)), t.value[n] = e.value;
}
const nt = P("$ZodArray", (e, t) => {
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
			else if (K(c, r, e), s && c.issues.length !== 0 && y(c)) break;
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	}, et(e, tt);
});
function q(e, t, n, r, i, a) {
	let o = n in r, s = a === "optional";
	if (o || !s || i !== "optional") {
		if (e.issues.length) {
			if (i !== void 0 && s && !o) return;
			t.issues.push(...b(n, e.issues));
		}
		!o && i === void 0 ? e.issues.length || t.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [n]
		}) : e.value === void 0 ? (o || i === "defaulted" && !s) && (t.value[n] = void 0) : t.value[n] = e.value;
	}
}
const rt = [];
function it(e) {
	let t = Object.keys(e.shape), n = Object.getOwnPropertySymbols(e.shape), r = n.length ? n : rt, i = r.length ? [...t, ...r] : t;
	for (let t of i) if (!e.shape?.[t]?._zod?.traits?.has("$ZodType")) throw Error(`Invalid element at key "${String(t)}": expected a Zod schema`);
	let a = be(e.shape);
	return {
		...e,
		allKeys: i,
		symbolKeys: r,
		keySet: new Set(t),
		numKeys: t.length,
		optionalKeys: new Set(a)
	};
}
function at(e, t, n, r, i, a, o) {
	let s = [], c = i.keySet, l = i.catchall._zod, u = l.def.type, d = l.optin, f = l.optout, p = 0;
	for (let i in t) {
		if (o && n.issues.length !== p) {
			if (y(n, p)) break;
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
const ot = P("$ZodObject", (e, t) => {
	W.init(e, t);
	let n = Object.getOwnPropertyDescriptor(t, "shape"), r = n?.get ? n.get.raw : t.shape ?? {};
	if (r) {
		let e = () => {
			let n = { ...r };
			return Object.defineProperty(t, "shape", { value: n }), e.raw = n, n;
		};
		e.raw = r, Object.defineProperty(t, "shape", { get: e });
	}
	let i = he(() => it(t));
	A(e, "propValues", (e) => {
		let t = e.def.shape, n = {};
		for (let e in t) {
			let r = t[e]._zod;
			if (r.values) {
				Object.prototype.hasOwnProperty.call(n, e) || _e(n, e, new Set());
				for (let t of r.values) n[e].add(t);
				r.optin !== void 0 && n[e].add(void 0);
			}
		}
		return n;
	});
	let a = ve, o = t.catchall, s, c = I.memoizer;
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
				if (y(t, f)) break;
				f = t.issues.length;
			}
			if (e === "__proto__") continue;
			let i = u[e], a = i._zod.optin, o = i._zod.optout, s = i._zod.run({
				value: r[e],
				issues: []
			}, n);
			s instanceof Promise ? l.push(s.then((n) => q(n, t, e, r, a, o))) : q(s, t, e, r, a, o);
		}
		return o ? at(l, r, t, n, i.value, e, d === !0) : l.length ? Promise.all(l).then(() => t) : t;
	};
}), st = P("$ZodTransform", (e, t) => {
	W.init(e, t), e._zod.optin = "optional", I.memoizer?.guard(e), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new Ae(e.constructor.name);
		let i = t.transform(n.value, n);
		if (r.async) return (i instanceof Promise ? i : Promise.resolve(i)).then((e) => (n.value = e, n));
		if (i instanceof Promise) throw new F();
		return n.value = i, n;
	};
});
function J(e, t) {
	return e.value = t.issues.length ? void 0 : t.value, e;
}
const ct = P("$ZodOptional", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), e._zod.optout = "optional", A(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? new Set([...t, void 0]) : void 0;
	}), A(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${g(t.source)})?$`) : void 0;
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
}), lt = P("$ZodNullable", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin), A(e, "optout", (e) => e.def.innerType._zod.optout), A(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${g(t.source)}|null)$`) : void 0;
	}), A(e, "values", (e) => e.def.innerType._zod.values ? new Set([...e.def.innerType._zod.values, null]) : void 0), e._zod.parse = (e, n) => e.value === null ? e : t.innerType._zod.run(e, n);
});
function Y(e, t, n, r) {
	return t.issues.length ? (e.value = n.catchValue({
		...t,
		value: e.value,
		error: { issues: t.issues.map((e) => w(e, r, L())) },
		input: e.value
	}), e) : (e.value = t.value, t.memo && (e.memo = !0), e);
}
const ut = P("$ZodCatch", (e, t) => {
	W.init(e, t), A(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), A(e, "optout", (e) => e.def.innerType._zod.optout), A(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run({
			value: e.value,
			issues: []
		}, n);
		return r instanceof Promise ? r.then((r) => Y(e, r, t, n)) : Y(e, r, t, n);
	};
}), dt = P("$ZodPipe", (e, t) => {
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
function ft(e, t) {
	return new e(Z({
		type: "string",
		...v(t)
	}));
}
function pt(e, t) {
	return new e(Z({
		type: "number",
		checks: [],
		...v(t)
	}));
}
function mt(e, t) {
	return new e({
		type: "boolean",
		...v(t)
	});
}
function ht(e) {
	return new e({ type: "unknown" });
}
function gt(e, t) {
	return new He({
		check: "less_than",
		...v(t),
		value: e,
		inclusive: !0
	});
}
function _t(e, t) {
	return new Ue({
		check: "greater_than",
		...v(t),
		value: e,
		inclusive: !0
	});
}
function vt(e) {
	return _t(0, e);
}
function yt(e, t) {
	return new We({
		check: "min_length",
		...v(t),
		minimum: e
	});
}
function bt(e, t) {
	return new Ke({
		check: "string_format",
		format: "regex",
		...v(t),
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
		T(this, "with", e);
	},
	parse(e, t) {
		return Pe(this, e, t, { callee: this.parse });
	},
	parseAsync(e, t) {
		return Fe(this, e, t, { callee: this.parseAsync });
	},
	safeParse(e, t) {
		return Ie(this, e, t);
	},
	safeParseAsync(e, t) {
		return Le(this, e, t);
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
		return ye(this, e, t);
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
}), xt = P("ZodMiniString", (e, t) => {
	Xe.init(e, t), Q.init(e, t);
});
function St(e) {
	return ft(xt, e);
}
const Ct = P("ZodMiniNumber", (e, t) => {
	Ze.init(e, t), Q.init(e, t);
});
function wt(e) {
	return pt(Ct, e);
}
const Tt = P("ZodMiniBoolean", (e, t) => {
	Qe.init(e, t), Q.init(e, t);
});
function Et(e) {
	return mt(Tt, e);
}
const $ = P("ZodMiniUnknown", (e, t) => {
	$e.init(e, t), Q.init(e, t);
});
function Dt() {
	return ht($);
}
const Ot = P("ZodMiniArray", (e, t) => {
	nt.init(e, t), Q.init(e, t);
});
function kt(e, t) {
	return new Ot({
		type: "array",
		element: e,
		...v(t)
	});
}
const At = P("ZodMiniObject", (e, t) => {
	ot.init(e, t), Q.init(e, t), Oe(e, "shape", (e) => e._zod.def.shape, !1);
});
function jt(e, t) {
	let n = {
		type: "object",
		shape: e ?? {},
		...v(t)
	};
	return new At(n);
}
const Mt = P("ZodMiniTransform", (e, t) => {
	st.init(e, t), Q.init(e, t);
});
function Nt(e) {
	return new Mt({
		type: "transform",
		transform: e
	});
}
const Pt = P("ZodMiniOptional", (e, t) => {
	ct.init(e, t), Q.init(e, t);
});
function Ft(e) {
	return new Pt({
		type: "optional",
		innerType: e
	});
}
const It = P("ZodMiniNullable", (e, t) => {
	lt.init(e, t), Q.init(e, t);
});
function Lt(e) {
	return new It({
		type: "nullable",
		innerType: e
	});
}
const Rt = P("ZodMiniCatch", (e, t) => {
	ut.init(e, t), Q.init(e, t);
}), zt = P("ZodMiniPipe", (e, t) => {
	dt.init(e, t), Q.init(e, t);
});
function Bt(e, t) {
	return new zt({
		type: "pipe",
		in: e,
		out: t
	});
}
export { re as C, ae as D, ce as E, ue as S, ee as T, le as _, wt as a, se as b, Bt as c, Dt as d, gt as f, fe as g, bt as h, Lt as i, St as l, vt as m, kt as n, jt as o, yt as p, Et as r, Ft as s, Rt as t, Nt as u, te as v, ne as w, oe as x, de as y };
