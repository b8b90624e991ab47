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
function ee(t, r) {
	let i = `ghadelimiter_${n.randomUUID()}`, a = o(r);
	if (t.includes(i)) throw Error(`Unexpected input: name should not contain the delimiter "${i}"`);
	if (a.includes(i)) throw Error(`Unexpected input: value should not contain the delimiter "${i}"`);
	return `${t}<<${i}${e.EOL}${a}${e.EOL}${i}`;
}
var te;
(function(e) {
	e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
})(te ||= {});
function ne(e) {
	c("add-mask", {}, e);
}
function re(e, t) {
	let n = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
	if (t && t.required && !n) throw Error(`Input required and not supplied: ${e}`);
	return t && t.trimWhitespace === !1 ? n : n.trim();
}
function ie(t, n) {
	if (process.env.GITHUB_OUTPUT) return p("OUTPUT", ee(t, n));
	process.stdout.write(e.EOL), c("set-output", { name: t }, o(n));
}
function ae(e) {
	process.exitCode = te.Failure, oe(e);
}
function oe(e, t = {}) {
	c("error", s(t), e instanceof Error ? e.toString() : e);
}
function se(e, t = {}) {
	c("warning", s(t), e instanceof Error ? e.toString() : e);
}
function ce(e, t = {}) {
	c("notice", s(t), e instanceof Error ? e.toString() : e);
}
function le(t) {
	process.stdout.write(t + e.EOL);
}
function ue(e) {
	l("group", e);
}
function de() {
	l("endgroup");
}
function fe(e, t) {
	if (process.env.GITHUB_STATE) return p("STATE", ee(e, t));
	c("save-state", { name: e }, o(t));
}
function pe(e) {
	return process.env[`STATE_${e}`] || "";
}
const me = new class {
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
function he(e, t) {
	return typeof t == "bigint" ? t.toString() : t;
}
var ge = class {
	constructor(e) {
		this._getter = e, this._value = void 0;
	}
	get value() {
		let e = this._getter;
		return e !== void 0 && (this._value = e(), this._getter = void 0), this._value;
	}
};
function _e(e) {
	return new ge(e);
}
function ve(e) {
	let t = +!!e.startsWith("^"), n = e.endsWith("$") ? e.length - 1 : e.length;
	return e.slice(t, n);
}
function ye(e, t, n) {
	Object.defineProperty(e, t, {
		value: n,
		writable: !0,
		enumerable: !0,
		configurable: !0
	});
}
const be = "captureStackTrace" in Error ? Error.captureStackTrace : (...e) => {};
function xe(e) {
	return typeof e == "object" && !!e && !Array.isArray(e);
}
function Se(e, t, n) {
	let r = new e._zod.constr(t ?? e._zod.def);
	return (!t || n?.parent) && (r._zod.parent = e), r;
}
function m(e) {
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
function Ce(e) {
	return Object.keys(e).filter((t) => e[t]._zod.optin !== void 0 && e[t]._zod.optout === "optional");
}
function h(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue !== !0) return !0;
	return !1;
}
function we(e, t = 0) {
	if (e.aborted === !0) return !0;
	for (let n = t; n < e.issues.length; n++) if (e.issues[n]?.continue === !1) return !0;
	return !1;
}
function Te(e, t) {
	return t.map((t) => {
		var n;
		return (n = t).path ?? (n.path = []), t.path.unshift(e), t;
	});
}
function g(e) {
	return typeof e == "string" ? e : e?.message;
}
function Ee(e) {
	let t = [];
	for (let n of e ?? []) {
		let e = n._zod.def;
		if (!/_(length|size)$|_equals$/.test(e.check)) break;
		let r = e.maximum ?? e.length ?? e.size;
		r >= 0 && t.push([r, n]);
	}
	return t;
}
function _(e, t, n) {
	var r;
	for (let i = t; i < e.length; i++) (r = e[i]).schema ?? (r.schema = n);
}
function v(e, t, n) {
	var r;
	let i = e.inst?._zod?.traits;
	i?.has("$ZodType") && (i.has("$ZodCheck") ? (r = e).schema ?? (r.schema = e.inst) : e.schema = e.inst);
	let a = e.schema === e.inst ? void 0 : e.schema?._zod.def?.error, o = e.message ? e.message : g(e.inst?._zod.def?.error?.(e)) ?? g(a?.(e)) ?? g(t?.error?.(e)) ?? g(n.customError?.(e)) ?? g(n.localeError?.(e)) ?? "Invalid input", s = {};
	for (let t of Object.keys(e)) t !== "inst" && t !== "schema" && t !== "continue" && t !== "input" && t !== "__proto__" && (s[t] = e[t]);
	return s.path ??= [], s.message = o, t?.reportInput && (s.input = e.input), s;
}
function De(e, t) {
	for (let n in t) {
		let r = Object.getOwnPropertyDescriptor(t, n);
		r.get ? Object.defineProperty(e, n, {
			...r,
			enumerable: !1
		}) : ke(e, n, r.value);
	}
}
function y(e, t, n, r = !0) {
	return Object.defineProperty(e, t, {
		configurable: !0,
		writable: !0,
		enumerable: r,
		value: n
	}), n;
}
function Oe(e, t, n) {
	return y(e, t, n, !1);
}
function ke(e, t, n) {
	Object.defineProperty(e, t, {
		configurable: !0,
		get() {
			return this == null ? n : y(this, t, n.bind(this));
		},
		set(e) {
			y(this, t, e);
		}
	});
}
function Ae(e, t) {
	let n = Object.getPrototypeOf(e);
	return t in n ? void 0 : n;
}
let je, b = !1;
const Me = {
	configurable: !0,
	get() {
		b = !0;
	}
};
function x(e, t, n) {
	let r = Object.getPrototypeOf(e._zod);
	t in r && je !== e._zod ? je = void 0 : (je = e._zod, Object.defineProperty(r, t, {
		configurable: !0,
		get() {
			Object.defineProperty(this, t, Me);
			let e = b;
			b = !1;
			try {
				let r = n(this);
				return b ? delete this[t] : Object.defineProperty(this, t, {
					configurable: !0,
					writable: !0,
					value: r
				}), b ||= e, r;
			} catch (n) {
				throw delete this[t], b ||= e, n;
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
function Ne(e, t, n, r) {
	let i = Ae(e, t);
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
function Pe(e) {
	let t = () => e;
	return t["~constantCatch"] = !0, t;
}
var Fe;
const S = {
	value: void 0,
	enumerable: !1
};
let Ie = "captureStackTrace" in Error ? Error : null;
function Le(e) {
	let t = Ie;
	if (t) {
		let n = t.stackTraceLimit;
		if (typeof n == "number") {
			try {
				t.stackTraceLimit = 0;
			} catch {
				return Ie = null, new e();
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
function C(e, t, n, r) {
	let i = {};
	function a(e) {
		this.def = e, this.constr = d, this.traits = new Set();
	}
	a.prototype = i;
	let o = n, s = o && new WeakSet();
	function c(n, r) {
		if (!n._zod) {
			S.value = new a(r);
			try {
				Object.defineProperty(n, "_zod", S);
			} finally {
				S.value = void 0;
			}
		} else if (n._zod.traits.has(e)) return;
		if (n._zod.traits.add(e), t(n, r), s) {
			let e = Object.getPrototypeOf(n), t = n._zod.constr.prototype, r = e;
			for (; r && r !== t;) r = Object.getPrototypeOf(r);
			let i = r ?? e;
			s.has(i) || (s.add(i), De(i, o));
		}
		let i = d.prototype;
		for (let e in i) Object.prototype.hasOwnProperty.call(i, e) && (e in n || (n[e] = i[e].bind(n)));
	}
	let l = r?.Parent ?? Object;
	class u extends l {}
	Object.defineProperty(u, "name", { value: e });
	function d(e) {
		let t = r?.Parent ? Le(u) : this;
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
var w = class extends Error {
	constructor() {
		super("Encountered Promise during synchronous parse. Use .parseAsync() instead.");
	}
}, Re = class extends Error {
	constructor(e) {
		super(`Encountered unidirectional transform during encode: ${e}`), this.name = "ZodEncodeError";
	}
};
(Fe = globalThis).__zod_globalConfig ?? (Fe.__zod_globalConfig = {});
const T = globalThis.__zod_globalConfig;
function E(e) {
	return e && Object.assign(T, e), T;
}
function ze() {
	let e = this._zod;
	return e.message ??= JSON.stringify(e.def, he, 2), e.message;
}
function Be(e) {
	this._zod.message = e;
}
const Ve = {
	get: ze,
	set: Be,
	enumerable: !0,
	configurable: !0
}, D = {
	value: void 0,
	enumerable: !1
}, He = new WeakSet([Object.prototype, Error.prototype]), O = C("$ZodError", (e, t) => {
	e.name = "$ZodError", D.value = t, Object.defineProperty(e, "issues", D), D.value = void 0, Object.defineProperty(e, "message", Ve);
	let n = Object.getPrototypeOf(e);
	He.has(n) || (He.add(n), Object.defineProperty(n, "toString", {
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
}, void 0, { Parent: Error }), Ue = ((e) => {
	let t = (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !1
		} : { async: !1 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise) throw new w();
		if (s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => v(e, o, E())));
			throw be(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(O), We = ((e) => {
	let t = async (n, r, i, a) => {
		let o = i ? {
			...i,
			async: !0
		} : { async: !0 }, s = n._zod.run({
			value: r,
			issues: []
		}, o);
		if (s instanceof Promise && (s = await s), s.issues.length) {
			let n = new ((a?.Err) ?? e)(s.issues.map((e) => v(e, o, E())));
			throw be(n, a?.callee ?? t), n;
		}
		return s.value;
	};
	return t;
})(O), Ge = ((e) => (t, n, r) => {
	let i = r ? {
		...r,
		async: !1
	} : { async: !1 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	if (a instanceof Promise) throw new w();
	return a.issues.length ? Ke(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
})(O);
function Ke(e, t, n) {
	let r;
	return {
		success: !1,
		get error() {
			return r || (r = new e(t.map((e) => v(e, n, E()))), t = void 0, n = void 0), r;
		},
		set error(e) {
			r = e, t = void 0, n = void 0;
		}
	};
}
const qe = ((e) => async (t, n, r) => {
	let i = r ? {
		...r,
		async: !0
	} : { async: !0 }, a = t._zod.run({
		value: n,
		issues: []
	}, i);
	return a instanceof Promise && (a = await a), a.issues.length ? Ke(e, a.issues, i) : {
		success: !0,
		data: a.value
	};
})(O), Je = /^[\s\S]{0,}$/, Ye = /^-?\d+(?:\.\d+)?$/, Xe = /^(?:true|false)$/i, Ze = C("$ZodCheck", (e, t) => {
	var n;
	e._zod ??= {}, e._zod.def = t, (n = e._zod).onattach ?? (n.onattach = []);
}), Qe = {
	number: "number",
	bigint: "bigint",
	object: "date"
}, $e = C("$ZodCheckGreaterThan", (e, t) => {
	Ze.init(e, t);
	let n = Qe[typeof t.value];
	e._zod.check = (r) => {
		(t.inclusive ? r.value >= t.value : r.value > t.value) || r.issues.push({
			origin: Qe[typeof r.value] ?? n,
			code: "too_small",
			minimum: typeof t.value == "object" ? t.value.getTime() : t.value,
			input: r.value,
			inclusive: t.inclusive,
			inst: e,
			continue: !t.abort
		});
	};
}), et = C("$ZodCheckStringFormat", (e, t) => {
	var n, r;
	Ze.init(e, t), t.pattern ? (n = e._zod).check ?? (n.check = (n) => {
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
}), tt = C("$ZodCheckRegex", (e, t) => {
	et.init(e, t), e._zod.check = (n) => {
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
}), nt = {
	major: 4,
	minor: 6,
	patch: 7
}, k = C("$ZodType", (e, t) => {
	var n;
	e ??= {}, e._zod.def = t, e._zod.bag = e._zod.bag || {}, e._zod.version = nt;
	let r = e._zod.def.checks, i = e._zod.traits.has("$ZodCheck") ? [e, ...r ?? []] : r?.length ? [...r] : [];
	for (let t of i) for (let n of t._zod.onattach) n(e);
	if (i.length === 0) (n = e._zod).deferred ?? (n.deferred = []), e._zod.deferred?.push(() => {
		e._zod.run = e._zod.parse;
	});
	else {
		let t = (t, n, r) => {
			if (t.memo) return t;
			let i = h(t), a;
			for (let o of n) {
				if (o._zod.def.when) {
					if (we(t) || !o._zod.def.when(t)) continue;
				} else if (i) continue;
				let n = t.issues.length, s = o._zod.check(t);
				if (s instanceof Promise && r?.async === !1) throw new w();
				if (a || s instanceof Promise) a = (a ?? Promise.resolve()).then(async () => {
					await s, t.issues.length !== n && (_(t.issues, n, e), i ||= h(t, n));
				});
				else {
					if (t.issues.length === n) continue;
					_(t.issues, n, e), i ||= h(t, n);
				}
			}
			return a ? a.then(() => t) : t;
		}, n = (n, r, a) => {
			if (h(n)) return n.aborted = !0, n;
			let o = t(r, i, a);
			if (o instanceof Promise) {
				if (a.async === !1) throw new w();
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
				if (a.async === !1) throw new w();
				return o.then((e) => t(e, i, a));
			}
			return t(o, i, a);
		};
	}
}, {
	get "~standard"() {
		return Oe(this, "~standard", at(this));
	},
	set "~standard"(e) {
		y(this, "~standard", e);
	}
}), rt = (e, t) => e.issues.length ? { issues: e.issues.map((e) => v(e, t, E())) } : { value: e.value };
async function it(e, t) {
	let n = { async: !0 };
	return rt(await e._zod.run({
		value: t,
		issues: []
	}, n), n);
}
function at(e) {
	return {
		validate: (t) => {
			let n = { async: !1 };
			try {
				let r = e._zod.run({
					value: t,
					issues: []
				}, n);
				if (!(r instanceof Promise)) return rt(r, n);
			} catch {}
			return it(e, t);
		},
		vendor: "zod",
		version: 1
	};
}
const ot = C("$ZodString", (e, t) => {
	k.init(e, t), e._zod.pattern = t.pattern ?? Je, e._zod.parse = (n, r) => {
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
}), st = C("$ZodNumber", (e, t) => {
	k.init(e, t), e._zod.pattern = Ye, e._zod.parse = (n, r) => {
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
}), ct = C("$ZodBoolean", (e, t) => {
	k.init(e, t), e._zod.pattern = Xe, e._zod.parse = (n, r) => {
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
}), lt = C("$ZodUnknown", (e, t) => {
	k.init(e, t), e._zod.parse = (e) => e;
});
function ut(e, t) {
	let n = Ee(e._zod.def.checks);
	if (!n.length) return;
	let r = Math.min(...n.map((e) => e[0])), i = e._zod.parse;
	e._zod.parse = (n, a) => {
		let o = t(n.value);
		if (o > r && !a?.skipChecks && a?.direction !== "backward") {
			for (let [t, r] of Ee(e._zod.def.checks)) if (o > t && r._zod.def.when(n)) {
				let t = n.issues.length;
				return r._zod.check(n), n.issues[t].continue = !1, _(n.issues, t, e), n;
			}
		}
		return i(n, a);
	};
}
const dt = (e) => Array.isArray(e) ? e.length : -1;
function ft(e, t, n) {
	e.issues.length && t.issues.push(...Te(n, e.issues)), t.value[n] = e.value;
}
const pt = C("$ZodArray", (e, t) => {
	k.init(e, t);
	let n = T.memoizer;
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
			if (c instanceof Promise) o.push(c.then((t) => ft(t, r, e)));
			else if (ft(c, r, e), s && c.issues.length !== 0 && h(c)) break;
		}
		return o.length ? Promise.all(o).then(() => r) : r;
	}, ut(e, dt);
});
function A(e, t, n, r, i, a) {
	let o = n in r, s = a === "optional";
	if (o || !s || i !== "optional") {
		if (e.issues.length) {
			if (i !== void 0 && s && !o) return;
			t.issues.push(...Te(n, e.issues));
		}
		!o && i === void 0 ? e.issues.length || t.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [n]
		}) : e.value === void 0 ? (o || i === "defaulted" && !s) && (t.value[n] = void 0) : t.value[n] = e.value;
	}
}
const mt = [];
function ht(e) {
	let t = Object.keys(e.shape), n = Object.getOwnPropertySymbols(e.shape), r = n.length ? n : mt, i = r.length ? [...t, ...r] : t;
	for (let t of i) if (!e.shape?.[t]?._zod?.traits?.has("$ZodType")) throw Error(`Invalid element at key "${String(t)}": expected a Zod schema`);
	let a = Ce(e.shape);
	return {
		...e,
		allKeys: i,
		symbolKeys: r,
		keySet: new Set(t),
		numKeys: t.length,
		optionalKeys: new Set(a)
	};
}
function gt(e, t, n, r, i, a, o) {
	let s = [], c = i.keySet, l = i.catchall._zod, u = l.def.type, d = l.optin, f = l.optout, p = 0;
	for (let i in t) {
		if (o && n.issues.length !== p) {
			if (h(n, p)) break;
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
		a instanceof Promise ? e.push(a.then((e) => A(e, n, i, t, d, f))) : A(a, n, i, t, d, f);
	}
	return s.length && n.issues.push({
		code: "unrecognized_keys",
		keys: s,
		input: t,
		inst: a,
		continue: !0
	}), e.length ? Promise.all(e).then(() => n) : n;
}
const _t = C("$ZodObject", (e, t) => {
	k.init(e, t);
	let n = Object.getOwnPropertyDescriptor(t, "shape"), r = n?.get ? n.get.raw : t.shape ?? {};
	if (r) {
		let e = () => {
			let n = { ...r };
			return Object.defineProperty(t, "shape", { value: n }), e.raw = n, n;
		};
		e.raw = r, Object.defineProperty(t, "shape", { get: e });
	}
	let i = _e(() => ht(t));
	x(e, "propValues", (e) => {
		let t = e.def.shape, n = {};
		for (let e in t) {
			let r = t[e]._zod;
			if (r.values) {
				Object.prototype.hasOwnProperty.call(n, e) || ye(n, e, new Set());
				for (let t of r.values) n[e].add(t);
				r.optin !== void 0 && n[e].add(void 0);
			}
		}
		return n;
	});
	let a = xe, o = t.catchall, s, c = T.memoizer;
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
				if (h(t, f)) break;
				f = t.issues.length;
			}
			if (e === "__proto__") continue;
			let i = u[e], a = i._zod.optin, o = i._zod.optout, s = i._zod.run({
				value: r[e],
				issues: []
			}, n);
			s instanceof Promise ? l.push(s.then((n) => A(n, t, e, r, a, o))) : A(s, t, e, r, a, o);
		}
		return o ? gt(l, r, t, n, i.value, e, d === !0) : l.length ? Promise.all(l).then(() => t) : t;
	};
}), vt = C("$ZodTransform", (e, t) => {
	k.init(e, t), e._zod.optin = "optional", T.memoizer?.guard(e), e._zod.parse = (n, r) => {
		if (r.direction === "backward") throw new Re(e.constructor.name);
		let i = t.transform(n.value, n);
		if (r.async) return (i instanceof Promise ? i : Promise.resolve(i)).then((e) => (n.value = e, n));
		if (i instanceof Promise) throw new w();
		return n.value = i, n;
	};
});
function yt(e, t) {
	return e.value = t.issues.length ? void 0 : t.value, e;
}
const bt = C("$ZodOptional", (e, t) => {
	k.init(e, t), x(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), e._zod.optout = "optional", x(e, "values", (e) => {
		let t = e.def.innerType._zod.values;
		return t ? new Set([...t, void 0]) : void 0;
	}), x(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${ve(t.source)})?$`) : void 0;
	}), e._zod.parse = (e, n) => {
		if (e.value === void 0) {
			if (t.innerType._zod.optin !== "defaulted") return e;
			let r = t.innerType._zod.run({
				value: e.value,
				issues: []
			}, n);
			return r instanceof Promise ? r.then((t) => yt(e, t)) : yt(e, r);
		}
		return t.innerType._zod.run(e, n);
	};
}), xt = C("$ZodNullable", (e, t) => {
	k.init(e, t), x(e, "optin", (e) => e.def.innerType._zod.optin), x(e, "optout", (e) => e.def.innerType._zod.optout), x(e, "pattern", (e) => {
		let t = e.def.innerType._zod.pattern;
		return t ? RegExp(`^(${ve(t.source)}|null)$`) : void 0;
	}), x(e, "values", (e) => e.def.innerType._zod.values ? new Set([...e.def.innerType._zod.values, null]) : void 0), e._zod.parse = (e, n) => e.value === null ? e : t.innerType._zod.run(e, n);
});
function St(e, t, n, r) {
	return t.issues.length ? (e.value = n.catchValue({
		...t,
		value: e.value,
		error: { issues: t.issues.map((e) => v(e, r, E())) },
		input: e.value
	}), e) : (e.value = t.value, t.memo && (e.memo = !0), e);
}
const Ct = C("$ZodCatch", (e, t) => {
	k.init(e, t), x(e, "optin", (e) => e.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional"), x(e, "optout", (e) => e.def.innerType._zod.optout), x(e, "values", (e) => e.def.innerType._zod.values), e._zod.parse = (e, n) => {
		if (n.direction === "backward") return t.innerType._zod.run(e, n);
		let r = t.innerType._zod.run({
			value: e.value,
			issues: []
		}, n);
		return r instanceof Promise ? r.then((r) => St(e, r, t, n)) : St(e, r, t, n);
	};
}), wt = C("$ZodPipe", (e, t) => {
	k.init(e, t), x(e, "values", (e) => e.def.in._zod.values), x(e, "optin", (e) => e.def.in._zod.optin), x(e, "optout", (e) => e.def.out._zod.optout), x(e, "propValues", (e) => e.def.in._zod.propValues), e._zod.parse = (e, n) => {
		if (n.direction === "backward") {
			let r = t.out._zod.run(e, n);
			return r instanceof Promise ? r.then((e) => j(e, t.in, n)) : j(r, t.in, n);
		}
		let r = t.in._zod.run(e, n);
		return r instanceof Promise ? r.then((e) => j(e, t.out, n)) : j(r, t.out, n);
	};
});
function j(e, t, n) {
	return e.issues.some((e) => e.code !== "unrecognized_keys") ? (e.aborted = !0, e) : t._zod.run({
		value: e.value,
		issues: e.issues
	}, n);
}
function Tt(e) {
	return e.checks &&= [...e.checks], e;
}
function Et(e, t) {
	return new e(Tt({
		type: "string",
		...m(t)
	}));
}
function Dt(e, t) {
	return new e(Tt({
		type: "number",
		checks: [],
		...m(t)
	}));
}
function Ot(e, t) {
	return new e({
		type: "boolean",
		...m(t)
	});
}
function kt(e) {
	return new e({ type: "unknown" });
}
function At(e, t) {
	return new $e({
		check: "greater_than",
		...m(t),
		value: e,
		inclusive: !0
	});
}
function jt(e) {
	return At(0, e);
}
function Mt(e, t) {
	return new tt({
		check: "string_format",
		format: "regex",
		...m(t),
		pattern: e
	});
}
const M = C("ZodMiniType", (e, t) => {
	if (!e._zod) throw Error("Uninitialized schema in ZodMiniType.");
	k.init(e, t), e.def = t, e.type = t.type;
}, {
	get with() {
		return this.check;
	},
	set with(e) {
		y(this, "with", e);
	},
	parse(e, t) {
		return Ue(this, e, t, { callee: this.parse });
	},
	parseAsync(e, t) {
		return We(this, e, t, { callee: this.parseAsync });
	},
	safeParse(e, t) {
		return Ge(this, e, t);
	},
	safeParseAsync(e, t) {
		return qe(this, e, t);
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
		return Se(this, e, t);
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
}), Nt = C("ZodMiniString", (e, t) => {
	ot.init(e, t), M.init(e, t);
});
function Pt(e) {
	return Et(Nt, e);
}
const Ft = C("ZodMiniNumber", (e, t) => {
	st.init(e, t), M.init(e, t);
});
function It(e) {
	return Dt(Ft, e);
}
const Lt = C("ZodMiniBoolean", (e, t) => {
	ct.init(e, t), M.init(e, t);
});
function Rt(e) {
	return Ot(Lt, e);
}
const zt = C("ZodMiniUnknown", (e, t) => {
	lt.init(e, t), M.init(e, t);
});
function Bt() {
	return kt(zt);
}
const Vt = C("ZodMiniArray", (e, t) => {
	pt.init(e, t), M.init(e, t);
});
function Ht(e, t) {
	return new Vt({
		type: "array",
		element: e,
		...m(t)
	});
}
const Ut = C("ZodMiniObject", (e, t) => {
	_t.init(e, t), M.init(e, t), Ne(e, "shape", (e) => e._zod.def.shape, !1);
});
function Wt(e, t) {
	let n = {
		type: "object",
		shape: e ?? {},
		...m(t)
	};
	return new Ut(n);
}
const Gt = C("ZodMiniTransform", (e, t) => {
	vt.init(e, t), M.init(e, t);
});
function Kt(e) {
	return new Gt({
		type: "transform",
		transform: e
	});
}
const qt = C("ZodMiniOptional", (e, t) => {
	bt.init(e, t), M.init(e, t);
});
function Jt(e) {
	return new qt({
		type: "optional",
		innerType: e
	});
}
const Yt = C("ZodMiniNullable", (e, t) => {
	xt.init(e, t), M.init(e, t);
});
function Xt(e) {
	return new Yt({
		type: "nullable",
		innerType: e
	});
}
const Zt = C("ZodMiniCatch", (e, t) => {
	Ct.init(e, t), M.init(e, t);
});
function Qt(e, t) {
	return new Zt({
		type: "catch",
		innerType: e,
		catchValue: typeof t == "function" ? t : Pe(t)
	});
}
const $t = C("ZodMiniPipe", (e, t) => {
	wt.init(e, t), M.init(e, t);
});
function en(e, t) {
	return new $t({
		type: "pipe",
		in: e,
		out: t
	});
}
var N = class extends Error {
	name = "KyError";
	get isKyError() {
		return !0;
	}
}, tn = class extends N {
	name = "HTTPError";
	response;
	request;
	options;
	data;
	constructor(e, t, n) {
		let r = `${e.status || e.status === 0 ? e.status : ""} ${e.statusText ?? ""}`.trim(), i = r ? `status code ${r}` : "an unknown error";
		super(`Request failed with ${i}: ${t.method} ${t.url}`), this.response = e, this.request = t, this.options = n;
	}
}, nn = class extends N {
	name = "NetworkError";
	request;
	constructor(e, t) {
		super(`Request failed due to a network error: ${e.method} ${e.url}`, t), this.request = e;
	}
}, rn = class extends Error {
	name = "NonError";
	value;
	constructor(e) {
		let t = "Non-error value was thrown";
		try {
			typeof e == "string" ? t = e : e && typeof e == "object" && "message" in e && typeof e.message == "string" && (t = e.message);
		} catch {}
		super(t), this.value = e;
	}
}, P = class extends N {
	name = "ForceRetryError";
	customDelay;
	code;
	customRequest;
	constructor(e) {
		let t = e?.cause ? e.cause instanceof Error ? e.cause : new rn(e.cause) : void 0;
		super(e?.code ? `Forced retry: ${e.code}` : "Forced retry", t ? { cause: t } : void 0), this.customDelay = e?.delay, this.code = e?.code, this.customRequest = e?.request;
	}
}, an = class extends Error {
	name = "SchemaValidationError";
	issues;
	constructor(e) {
		super("Response schema validation failed"), this.issues = e;
	}
}, F = class extends N {
	name = "TimeoutError";
	request;
	constructor(e) {
		super(`Request timed out: ${e.method} ${e.url}`), this.request = e;
	}
};
const on = (() => {
	let e = !1, t = !1, n = typeof globalThis.ReadableStream == "function", r = typeof globalThis.Request == "function";
	if (n && r) try {
		t = new globalThis.Request("https://empty.invalid", {
			body: new globalThis.ReadableStream(),
			method: "POST",
			get duplex() {
				return e = !0, "half";
			}
		}).headers.has("Content-Type");
	} catch (e) {
		if (e instanceof Error && e.message === "unsupported BodyInit type") return !1;
		throw e;
	}
	return e && !t;
})(), sn = typeof globalThis.AbortController == "function", cn = typeof globalThis.AbortSignal == "function" && typeof globalThis.AbortSignal.any == "function", ln = typeof globalThis.ReadableStream == "function", un = typeof globalThis.FormData == "function", dn = [
	"get",
	"post",
	"put",
	"patch",
	"head",
	"delete",
	"query"
], fn = {
	json: "application/json",
	text: "text/*",
	formData: "multipart/form-data",
	arrayBuffer: "*/*",
	blob: "*/*",
	bytes: "*/*"
}, I = 2147483647, pn = Symbol("stop");
var mn = class {
	options;
	constructor(e) {
		this.options = e;
	}
};
const hn = (e) => new mn(e), gn = {
	json: !0,
	parseJson: !0,
	stringifyJson: !0,
	searchParams: !0,
	baseUrl: !0,
	prefix: !0,
	retry: !0,
	timeout: !0,
	totalTimeout: !0,
	hooks: !0,
	throwHttpErrors: !0,
	onDownloadProgress: !0,
	onUploadProgress: !0,
	fetch: !0,
	context: !0
}, _n = {
	method: !0,
	headers: !0,
	body: !0,
	mode: !0,
	credentials: !0,
	cache: !0,
	redirect: !0,
	referrer: !0,
	referrerPolicy: !0,
	integrity: !0,
	keepalive: !0,
	signal: !0,
	window: !0,
	duplex: !0
}, L = new TextEncoder(), vn = (e) => {
	if (!e) return 0;
	if (e instanceof FormData) {
		let t = 0;
		for (let [n, r] of e) t += 40, t += L.encode(`Content-Disposition: form-data; name="${n}"`).byteLength, t += typeof r == "string" ? L.encode(r).byteLength : r.size;
		return t;
	}
	return e instanceof Blob ? e.size : e instanceof ArrayBuffer || ArrayBuffer.isView(e) ? e.byteLength : typeof e == "string" ? L.encode(e).byteLength : e instanceof URLSearchParams ? L.encode(e.toString()).byteLength : 0;
}, yn = (e, t, n) => {
	let r, i = 0;
	return e.pipeThrough(new TransformStream({
		transform(e, a) {
			if (a.enqueue(e), r) {
				i += r.byteLength;
				let e = t === 0 ? 0 : i / t;
				e >= 1 && (e = 1 - 2 ** -52), n?.({
					percent: e,
					totalBytes: Math.max(t, i),
					transferredBytes: i
				}, r);
			}
			r = e;
		},
		flush() {
			let e = r ?? new Uint8Array();
			i += e.byteLength, n?.({
				percent: 1,
				totalBytes: Math.max(t, i),
				transferredBytes: i
			}, e);
		}
	}));
}, bn = (e, t) => {
	if (!e.body) return e;
	let n = {
		status: e.status,
		statusText: e.statusText,
		headers: e.headers
	};
	if (e.status === 204) return new Response(null, n);
	let r = Math.max(0, Number(e.headers.get("content-length")) || 0);
	return new Response(yn(e.body, r, t), n);
}, xn = (e, t, n) => {
	if (!e.body) return e;
	let r = vn(n ?? e.body);
	return new Request(e, {
		duplex: "half",
		body: yn(e.body, r, t)
	});
}, R = (e) => typeof e == "object" && !!e, Sn = Symbol("replaceOption"), z = (e) => R(e) && e[Sn] === !0 ? {
	isReplace: !0,
	value: e.value
} : {
	isReplace: !1,
	value: e
}, B = (...e) => {
	for (let t of e) if ((!R(t) || Array.isArray(t)) && t !== void 0) throw TypeError("The `options` argument must be an object");
	return kn({}, ...e);
}, Cn = (e = {}, t = {}) => {
	let n = new globalThis.Headers(e), r = t instanceof globalThis.Headers, i = new globalThis.Headers(t);
	for (let [e, t] of i.entries()) r && t === "undefined" || t === void 0 ? n.delete(e) : n.set(e, t);
	return n;
}, V = (e) => {
	if (!R(e) || Array.isArray(e)) return !1;
	let t = Object.getPrototypeOf(e);
	return t === Object.prototype || t === null;
}, H = (e) => {
	if (e instanceof URLSearchParams) {
		let t = new URLSearchParams(e), n = e[W];
		return n && (t[W] = new Set(n)), t;
	}
	return e instanceof globalThis.Headers ? new globalThis.Headers(e) : Array.isArray(e) ? [...e] : V(e) ? { ...e } : e;
}, wn = (e) => Object.fromEntries(Object.entries(e).filter((e) => e[1] !== void 0)), Tn = (e, t) => V(e) && V(t) ? wn({
	...e,
	...t
}) : Cn(e, t);
function U(e, t, n) {
	return Object.hasOwn(t, n) && t[n] === void 0 ? [] : kn(e[n] ?? [], t[n] ?? []);
}
const En = (e = {}, t = {}) => ({
	init: U(e, t, "init"),
	beforeRequest: U(e, t, "beforeRequest"),
	beforeRetry: U(e, t, "beforeRetry"),
	beforeError: U(e, t, "beforeError"),
	afterResponse: U(e, t, "afterResponse")
}), W = Symbol("deletedParameters"), Dn = (e, t) => {
	let n = new URLSearchParams(), r = new Set();
	for (let i of [e, t]) if (i !== void 0) {
		if (i instanceof URLSearchParams) {
			for (let [e, t] of i.entries()) n.append(e, t), r.delete(e);
			let e = i[W];
			if (e) for (let t of e) n.delete(t), r.add(t);
		} else if (Array.isArray(i)) for (let e of i) {
			if (!Array.isArray(e) || e.length !== 2) throw TypeError("Array search parameters must be provided in [[key, value], ...] format");
			n.append(String(e[0]), String(e[1])), r.delete(String(e[0]));
		}
		else if (R(i)) for (let [e, t] of Object.entries(i)) t === void 0 ? (n.delete(e), r.add(e)) : (n.append(e, String(t)), r.delete(e));
		else {
			let e = new URLSearchParams(i);
			for (let [t, i] of e.entries()) n.append(t, i), r.delete(t);
		}
	}
	return r.size > 0 && (n[W] = r), n;
}, On = (e, ...t) => {
	let n = {}, r = {}, i = {}, a, o = [];
	for (let s of t) if (Array.isArray(s)) Array.isArray(n) || (n = []), n = [...n, ...s];
	else if (R(s)) {
		for (let [t, r] of Object.entries(s)) {
			let i = z(r), { isReplace: s } = i;
			r = i.value;
			let c = e && t === "signal";
			if (c && (s || r === void 0) && (o.length = 0), c && r instanceof globalThis.AbortSignal) o.push(r);
			else if (t === "context") {
				if (r != null && (!R(r) || Array.isArray(r))) throw TypeError("The `context` option must be an object");
				n = {
					...n,
					context: r == null ? {} : s ? { ...r } : {
						...n.context,
						...r
					}
				};
			} else t === "searchParams" ? a = r == null ? void 0 : s || a === void 0 ? r : Dn(a, r) : (e && t === "retry" && R(r) && !s && typeof n[t] == "number" && (n = {
				...n,
				[t]: { limit: n[t] }
			}), R(r) && !s && t in n && (r = On(!1, n[t], r)), n = {
				...n,
				[t]: r
			});
		}
		if (R(s.hooks)) {
			let { value: e, isReplace: t } = z(s.hooks);
			i = En(t ? {} : i, e), n.hooks = i;
		}
		if (R(s.headers)) {
			let { value: e, isReplace: t } = z(s.headers);
			r = t ? H(e) : Tn(r, e), n.headers = r;
		}
	}
	return a !== void 0 && (n.searchParams = a), o.length > 0 && (o.length === 1 ? n.signal = o[0] : cn ? n.signal = AbortSignal.any(o) : n.signal = o.at(-1)), n;
}, kn = (...e) => On(!0, ...e), An = (e) => dn.includes(e) ? e.toUpperCase() : e, G = {
	limit: 2,
	methods: [
		"get",
		"put",
		"head",
		"delete",
		"options",
		"trace",
		"query"
	],
	statusCodes: [
		408,
		413,
		429,
		500,
		502,
		503,
		504
	],
	afterStatusCodes: [
		413,
		429,
		503
	],
	maxRetryAfter: 1e400,
	backoffLimit: 1e400,
	delay: (e) => .3 * 2 ** (e - 1) * 1e3,
	jitter: void 0,
	retryOnTimeout: !1
}, jn = () => ({
	...G,
	methods: [...G.methods],
	statusCodes: [...G.statusCodes],
	afterStatusCodes: [...G.afterStatusCodes]
}), Mn = (e) => {
	if (e === void 0) return G.limit;
	if (typeof e != "number" || !Number.isInteger(e) || e < 0) throw TypeError("`retry.limit` must be a finite, non-negative integer");
	return e;
}, K = (e = {}) => {
	if (typeof e == "number") return {
		...jn(),
		limit: Mn(e)
	};
	if (typeof e != "object" || !e || Array.isArray(e)) throw TypeError("`retry` must be a number or an object");
	let t = Object.fromEntries(Object.entries(e).filter(([, e]) => e !== void 0)), n = Mn(t.limit);
	if (t.methods !== void 0 && !Array.isArray(t.methods)) throw Error("retry.methods must be an array");
	if (t.statusCodes !== void 0 && !Array.isArray(t.statusCodes)) throw Error("retry.statusCodes must be an array");
	if (t.afterStatusCodes !== void 0 && !Array.isArray(t.afterStatusCodes)) throw Error("retry.afterStatusCodes must be an array");
	return t.methods !== void 0 && (t.methods = t.methods.map((e) => e.toLowerCase())), t.statusCodes !== void 0 && (t.statusCodes = [...t.statusCodes]), t.afterStatusCodes !== void 0 && (t.afterStatusCodes = [...t.afterStatusCodes]), {
		...jn(),
		...t,
		limit: n
	};
};
async function Nn(e, t, n, r) {
	return new Promise((i, a) => {
		let o = setTimeout(() => {
			n && n.abort(), a(new F(e));
		}, r.timeout);
		r.fetch(e, t).then(i).catch(a).then(() => {
			clearTimeout(o);
		});
	});
}
async function Pn(e, { signal: t }) {
	return new Promise((n, r) => {
		t && (t.throwIfAborted(), t.addEventListener("abort", i, { once: !0 }));
		function i() {
			clearTimeout(a), r(t.reason);
		}
		let a = setTimeout(() => {
			t?.removeEventListener("abort", i), n();
		}, e);
	});
}
const Fn = (e) => {
	let t = {};
	for (let n in e) Object.hasOwn(e, n) && !(n in _n) && !(n in gn) && (t[n] = e[n]);
	return t;
}, In = (e) => e === void 0 ? !1 : Array.isArray(e) ? e.length > 0 : e instanceof URLSearchParams ? e.size > 0 || !!e[W]?.size : typeof e == "object" ? Object.keys(e).length > 0 : typeof e == "string" ? e.trim().length > 0 : !!e, Ln = Object.prototype.toString, Rn = (e) => Ln.call(e) === "[object Error]", zn = new Set([
	"network error",
	"NetworkError when attempting to fetch resource.",
	"The Internet connection appears to be offline.",
	"Network request failed",
	"fetch failed",
	"terminated",
	" A network error occurred.",
	"Network connection lost"
]);
function Bn(e) {
	if (!(e && Rn(e) && e.name === "TypeError" && typeof e.message == "string")) return !1;
	let { message: t, stack: n } = e;
	return t === "Load failed" || t.startsWith("Load failed (") && t.endsWith(")") ? n === void 0 || "__sentry_captured__" in e : t.startsWith("error sending request for url") || t === "Failed to fetch" || t.startsWith("Failed to fetch (") && t.endsWith(")") ? !0 : zn.has(t);
}
const q = (e, t) => e instanceof t || e?.name === t.name;
function Vn(e) {
	return q(e, tn);
}
function Hn(e) {
	return q(e, nn);
}
function Un(e) {
	return q(e, F);
}
const Wn = Date.parse("2024-01-01"), Gn = /^\d+$/, Kn = [
	"Jan",
	"Feb",
	"Mar",
	"Apr",
	"May",
	"Jun",
	"Jul",
	"Aug",
	"Sep",
	"Oct",
	"Nov",
	"Dec"
], qn = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/, Jn = /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (\d{2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/, Yn = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}| \d) (\d{2}:\d{2}:\d{2}) (\d{4})$/, Xn = (e) => {
	let t = e.get("Retry-After");
	if (t !== null) return {
		value: t,
		allowTimestamp: !1
	};
	let n = e.get("RateLimit-Reset");
	if (n !== null) return {
		value: n,
		allowTimestamp: !0
	};
	let r = e.get("X-RateLimit-Retry-After");
	if (r !== null) return {
		value: r,
		allowTimestamp: !1
	};
	let i = e.get("X-RateLimit-Reset") ?? e.get("X-Rate-Limit-Reset");
	if (i !== null) return {
		value: i,
		allowTimestamp: !0
	};
}, J = ({ year: e, month: t, day: n, hours: r, minutes: i, seconds: a }) => {
	let o = Kn.indexOf(t), s = Number(n), c = Number(r), l = Number(i), u = Number(a);
	if (o === -1 || c > 23 || l > 59 || u > 60) return;
	let d = Math.min(u, 59), f = new Date(Date.UTC(e, o, s, c, l, d));
	f.setUTCFullYear(e);
	let p = f.getTime();
	if (f.getUTCFullYear() === e && f.getUTCMonth() === o && f.getUTCDate() === s && f.getUTCHours() === c && f.getUTCMinutes() === l && f.getUTCSeconds() === d) return u === 60 ? p + 1e3 : p;
}, Y = (e, t) => e[t], Zn = (e) => {
	let t = qn.exec(e);
	if (t) return J({
		year: Number(Y(t, 3)),
		month: Y(t, 2),
		day: Y(t, 1),
		hours: Y(t, 4),
		minutes: Y(t, 5),
		seconds: Y(t, 6)
	});
	let n = Jn.exec(e);
	if (n) {
		let e = new Date(), t = Number(Y(n, 3)), r = Math.floor(e.getUTCFullYear() / 100) * 100 + t, i = Date.UTC(e.getUTCFullYear() + 50, e.getUTCMonth(), e.getUTCDate(), e.getUTCHours(), e.getUTCMinutes(), e.getUTCSeconds(), e.getUTCMilliseconds()), a;
		for (let e of [
			r - 100,
			r,
			r + 100
		]) {
			let t = J({
				year: e,
				month: Y(n, 2),
				day: Y(n, 1),
				hours: Y(n, 4),
				minutes: Y(n, 5),
				seconds: Y(n, 6)
			});
			t !== void 0 && t <= i && (a = t);
		}
		return a;
	}
	let r = Yn.exec(e);
	if (r) {
		let [e, t, n] = Y(r, 4).split(":");
		return J({
			year: Number(Y(r, 5)),
			month: Y(r, 2),
			day: Y(r, 3).trim(),
			hours: e,
			minutes: t,
			seconds: n
		});
	}
}, Qn = ({ value: e, allowTimestamp: t }) => {
	if (Gn.test(e)) {
		let n = Number(e) * 1e3;
		return t && n >= Wn && (n -= Date.now()), Math.max(0, n);
	}
	let n = Zn(e);
	if (n === void 0) return;
	let r = n - Date.now();
	return Number.isFinite(r) ? Math.max(0, r) : void 0;
}, X = Symbol("timedOutResponseData"), Z = Symbol("timedOutOperation"), $n = (e) => {
	let t = /;\s*charset\s*=\s*(?:"([^"]+)"|([^;,\s]+))/i.exec(e), n = t?.[1] ?? t?.[2];
	if (n) try {
		return new TextDecoder(n);
	} catch {}
	return new TextDecoder();
}, er = "The `schema` argument must follow the Standard Schema specification", tr = (e) => {
	if (typeof e != "object" || !e || Array.isArray(e)) return e;
	let t = { ...e };
	return Array.isArray(t.methods) && (t.methods = [...t.methods]), Array.isArray(t.statusCodes) && (t.statusCodes = [...t.statusCodes]), Array.isArray(t.afterStatusCodes) && (t.afterStatusCodes = [...t.afterStatusCodes]), t;
}, nr = Object.prototype.toString, rr = /^[\0-\u0020]+/g, ir = /[\t\n\r]/g, ar = /^[a-z][\d+.a-z-]*:/i, or = /^https?:(?!\/\/)/i, sr = (e) => e instanceof globalThis.Request || nr.call(e) === "[object Request]", Q = (e) => e instanceof globalThis.Response || nr.call(e) === "[object Response]", cr = (e) => ar.test(e), lr = (e) => e.replaceAll(rr, "").replaceAll(ir, ""), ur = (e) => Array.isArray(e) ? e.map((e) => [...e]) : H(e);
function dr(e) {
	let t = {
		...e,
		json: H(e.json),
		context: H(e.context),
		headers: H(e.headers),
		searchParams: ur(e.searchParams)
	};
	return e.retry !== void 0 && (t.retry = tr(e.retry)), t;
}
const fr = async (e, t) => {
	if (typeof t != "object" && typeof t != "function" || t === null) throw TypeError(er);
	let n = t["~standard"];
	if (typeof n != "object" || !n || typeof n.validate != "function") throw TypeError(er);
	let r = await n.validate(e);
	if (r.issues) throw new an(r.issues);
	return r.value;
};
var pr = class e {
	static create(t, n) {
		let r = n.hooks?.init ?? [], i = r.length > 0 ? dr(n) : n;
		for (let e of r) e(i);
		let a = new e(t, i), o = async () => {
			if (typeof a.#a.timeout == "number" && a.#a.timeout > 2147483647) throw RangeError(`The \`timeout\` option cannot be greater than ${I}`);
			if (typeof a.#a.totalTimeout == "number" && a.#a.totalTimeout > 2147483647) throw RangeError(`The \`totalTimeout\` option cannot be greater than ${I}`);
			await Promise.resolve();
			let e = await a.#A();
			e !== void 0 && (a.#r = K(a.#a.retry).limit);
			let t = e ?? await a.#M(async () => a.#F()), n = e !== void 0 || a.#P();
			for (;;) {
				if (t === void 0) return t;
				if (Q(t)) try {
					t = await a.#j(t);
				} catch (e) {
					if (!(e instanceof P)) throw e;
					let r = await a.#N(e, async () => a.#F());
					if (r === void 0) return r;
					t = r, n = a.#P();
					continue;
				}
				let e = t;
				if (!e.ok && e.type !== "opaque" && (typeof a.#a.throwHttpErrors == "function" ? a.#a.throwHttpErrors(e.status) : a.#a.throwHttpErrors)) {
					let r = new tn(e, a.#B(e), a.#R()), i = r;
					if (r.data = await a.#_(e), n) throw i;
					let o = await a.#N(r, async () => a.#F());
					if (o === void 0) return o;
					t = o, n = a.#P();
				} else break;
			}
			if (!Q(t)) return t;
			if (a.#h(t), a.#a.onDownloadProgress) {
				if (typeof a.#a.onDownloadProgress != "function") throw TypeError("The `onDownloadProgress` option must be a function");
				if (!ln) throw Error("Streams are not supported in your environment. `ReadableStream` is missing.");
				let e = t.clone();
				return a.#E(t), bn(e, a.#a.onDownloadProgress);
			}
			return t;
		}, s = (async () => {
			try {
				return await o();
			} catch (e) {
				await a.#g(e);
			} finally {
				let e = a.#o;
				a.#T(e?.body ?? void 0), a.request !== e && a.#T(a.request.body ?? void 0);
			}
		})();
		for (let [e, t] of Object.entries(fn)) (e !== "bytes" || typeof globalThis.Response?.prototype?.bytes == "function") && (s[e] = async (n) => {
			a.request.headers.set("accept", a.request.headers.get("accept") || t);
			let r = await s;
			if (e !== "json") return a.#b(async () => r[e](), r);
			let o = await a.#b(async () => r.text(), r), c = a.#B(r), l = await a.#x(async () => {
				let e = i.parseJson ? await i.parseJson(o, {
					request: c,
					response: r
				}) : o === "" && n !== void 0 ? void 0 : JSON.parse(o);
				return n === void 0 ? e : fr(e, n);
			});
			return l === Z && await a.#g(new F(c)), l;
		});
		return s;
	}
	static #e(e) {
		return e && typeof e == "object" && !Array.isArray(e) && !(e instanceof URLSearchParams) ? Object.fromEntries(Object.entries(e).filter(([, e]) => e !== void 0)) : e;
	}
	request;
	#t;
	#n = 0;
	#r;
	#i;
	#a;
	#o;
	#s;
	#c = new WeakSet();
	#l;
	#u;
	#d = !1;
	#f = new WeakMap();
	constructor(t, n = {}) {
		if (this.#i = t, Object.hasOwn(n, "prefixUrl")) throw Error("The `prefixUrl` option has been renamed `prefix` in v2 and enhanced to allow slashes in input. See also the new `baseUrl` option for improved flexibility with standard URL resolution: https://github.com/sindresorhus/ky#baseurl");
		if (this.#a = {
			...n,
			headers: Cn(this.#i.headers, n.headers),
			hooks: En({}, n.hooks),
			method: An(n.method ?? this.#i.method ?? "GET"),
			prefix: String(n.prefix || ""),
			retry: K(n.retry),
			throwHttpErrors: n.throwHttpErrors ?? !0,
			timeout: n.timeout ?? 1e4,
			totalTimeout: n.totalTimeout ?? !1,
			fetch: n.fetch ?? globalThis.fetch.bind(globalThis),
			context: n.context ?? {}
		}, this.#r = this.#a.retry.limit, typeof this.#i != "string" && !(this.#i instanceof URL || this.#i instanceof globalThis.Request)) throw TypeError("`input` must be a string, URL, or Request");
		if (typeof this.#i == "string") {
			if (this.#a.prefix) {
				let e = this.#a.prefix.replace(/\/+$/, ""), t = this.#i.replace(/^\/+/, "");
				this.#i = `${e}/${t}`;
			}
			if (this.#a.baseUrl) {
				let e = lr(this.#i);
				if (or.test(e)) throw TypeError("`input` url protocol must be followed by `//` when using `baseUrl`");
				cr(e) || (this.#i = new URL(this.#i, new Request(this.#a.baseUrl).url));
			}
		}
		sn && cn && (this.#s = this.#a.signal ?? this.#i.signal, this.#t = new globalThis.AbortController(), this.#a.signal = this.#O()), on && (this.#a.duplex = "half"), this.#a.json !== void 0 && (this.#a.body = this.#a.stringifyJson?.(this.#a.json) ?? JSON.stringify(this.#a.json), this.#a.headers.set("content-type", this.#a.headers.get("content-type") ?? "application/json"));
		let r = n.headers && new globalThis.Headers(n.headers).has("content-type");
		if (this.#i instanceof globalThis.Request && (un && this.#a.body instanceof globalThis.FormData || this.#a.body instanceof URLSearchParams) && !r && this.#a.headers.delete("content-type"), this.request = new globalThis.Request(this.#i, this.#a), In(this.#a.searchParams)) {
			let t = new URL(this.request.url), n = this.#a.searchParams?.[W];
			if (n) for (let e of n) t.searchParams.delete(e);
			if (typeof this.#a.searchParams == "string") {
				let e = this.#a.searchParams.replace(/^\?/, "");
				e !== "" && (t.search = t.search ? `${t.search}&${e}` : `?${e}`);
			} else {
				let n = new URLSearchParams(e.#e(this.#a.searchParams));
				for (let [e, r] of n.entries()) t.searchParams.append(e, r);
			}
			if (this.#a.searchParams && typeof this.#a.searchParams == "object" && !Array.isArray(this.#a.searchParams) && !(this.#a.searchParams instanceof URLSearchParams)) for (let [e, n] of Object.entries(this.#a.searchParams)) n === void 0 && t.searchParams.delete(e);
			this.request = new globalThis.Request(t, this.#a);
		}
		if (this.#a.onUploadProgress && typeof this.#a.onUploadProgress != "function") throw TypeError("The `onUploadProgress` option must be a function");
		this.#u = typeof this.#a.totalTimeout == "number" ? this.#L() : void 0;
	}
	#p(e) {
		let t = e.delay(this.#n + 1), n = t;
		return e.jitter === !0 ? n = Math.random() * t : typeof e.jitter == "function" && (n = e.jitter(t), (!Number.isFinite(n) || n < 0) && (n = t)), Math.min(e.backoffLimit, n);
	}
	async #m(e) {
		let t = K(this.#a.retry);
		if (this.#n >= Math.min(t.limit, this.#r)) throw e;
		let n = e instanceof Error ? e : new rn(e);
		if (n instanceof P) return n.customDelay ?? this.#p(t);
		if (!t.methods.includes(this.request.method.toLowerCase())) throw e;
		let { shouldRetry: r } = t;
		if (r !== void 0) {
			let i = await this.#x(async () => r({
				error: n,
				retryCount: this.#n + 1
			}));
			if (i === Z) throw new F(this.request);
			if (i === !1) throw e;
			if (i === !0) return this.#p(t);
		}
		if (Un(e)) {
			if (!t.retryOnTimeout) throw e;
			return this.#p(t);
		}
		if (Vn(e)) {
			if (!t.statusCodes.includes(e.response.status)) throw e;
			let n = Xn(e.response.headers);
			if (n && t.afterStatusCodes.includes(e.response.status)) {
				let e = Qn(n);
				return e === void 0 ? this.#p(t) : Math.min(t.maxRetryAfter, e);
			}
			if (e.response.status === 413) throw e;
			return this.#p(t);
		}
		if (!Hn(e)) throw e;
		return this.#p(t);
	}
	#h(e) {
		let t = this.#B(e);
		return this.#a.parseJson && (e.json = async () => {
			let n = await e.text();
			return this.#a.parseJson(n, {
				request: t,
				response: e
			});
		}), e;
	}
	async #g(e) {
		if (!(e instanceof Error) || this.#c.has(e)) throw e;
		let t = e;
		for (let e of this.#a.hooks.beforeError) {
			let n = await e({
				request: this.request,
				options: this.#R(),
				error: t,
				retryCount: this.#n
			});
			n instanceof Error && (t = n);
		}
		throw t;
	}
	async #_(e) {
		let t = this.#v(), n = await this.#C(e, t.milliseconds);
		if (n === X) {
			if (t.fromTotalTimeout) throw new F(this.request);
			this.#k();
			return;
		}
		if (!n) return;
		if (!this.#S(e.headers.get("content-type") ?? "")) return n;
		let r = this.#v(), i = await this.#w(n, e, r.milliseconds, this.#B(e));
		if (i === X) {
			if (r.fromTotalTimeout) throw new F(this.request);
			this.#k();
		} else return i;
	}
	#v() {
		let e = this.#a.timeout === !1 ? 1e4 : this.#a.timeout, t = this.#I();
		if (t === void 0) return {
			milliseconds: e,
			fromTotalTimeout: !1
		};
		if (t <= 0) throw new F(this.request);
		return {
			milliseconds: Math.min(e, t),
			fromTotalTimeout: t <= e
		};
	}
	#y() {
		let e = this.#I();
		if (e !== void 0) {
			if (e <= 0) throw new F(this.request);
			return this.#a.timeout === !1 ? e : Math.min(this.#a.timeout, e);
		}
		return this.#a.timeout === !1 ? void 0 : this.#a.timeout;
	}
	async #b(e, t) {
		let n;
		try {
			n = this.#y();
		} catch (e) {
			await this.#g(e);
		}
		let r = e();
		if (n === void 0) return r;
		let i = await Promise.race([r, new Promise((e) => {
			let t = setTimeout(() => {
				e(X);
			}, n);
			r.finally(() => {
				clearTimeout(t);
			}).catch(() => void 0);
		})]);
		return i === X && (this.#t?.abort(), await this.#g(new F(this.#B(t)))), i;
	}
	async #x(e) {
		let t = this.#I();
		if (t === void 0) return e();
		if (t <= 0) return this.#t?.abort(), Z;
		let n;
		try {
			let r = new Promise((e) => {
				n = setTimeout(() => {
					e(Z);
				}, t);
			}), i = Promise.resolve().then(e).then((e) => ({
				status: "fulfilled",
				value: e
			})).catch((e) => ({
				status: "rejected",
				error: e
			})), a = await Promise.race([i, r]), o = this.#I();
			if (a === Z || o !== void 0 && o <= 0) return this.#t?.abort(), a === Z ? i.then((e) => {
				e.status === "fulfilled" && this.#D(e.value);
			}) : a.status === "fulfilled" && this.#D(a.value), Z;
			if (a.status === "rejected") throw a.error;
			return a.value;
		} finally {
			clearTimeout(n);
		}
	}
	#S(e) {
		let t = (e.split(";", 1)[0] ?? "").trim().toLowerCase();
		return /\/(?:.*[.+-])?json$/.test(t);
	}
	async #C(e, t) {
		let { body: n } = e;
		if (!n) try {
			return await e.text();
		} catch {
			return;
		}
		let r;
		try {
			r = n.getReader();
		} catch {
			return;
		}
		let i = $n(e.headers.get("content-type") ?? ""), a = [], o = 0, s = (async () => {
			try {
				for (;;) {
					let { done: e, value: t } = await r.read();
					if (e) break;
					if (o += t.byteLength, o > 10485760) {
						r.cancel().catch(() => void 0);
						return;
					}
					a.push(i.decode(t, { stream: !0 }));
				}
			} catch {
				return;
			}
			return a.push(i.decode()), a.join("");
		})(), c = new Promise((e) => {
			let n = setTimeout(() => {
				e(X);
			}, t);
			s.finally(() => {
				clearTimeout(n);
			});
		}), l = await Promise.race([s, c]);
		return l === X && r.cancel().catch(() => void 0), l;
	}
	async #w(e, t, n, r) {
		let i;
		try {
			return await Promise.race([Promise.resolve().then(() => this.#a.parseJson ? this.#a.parseJson(e, {
				request: r,
				response: t
			}) : JSON.parse(e)), new Promise((e) => {
				i = setTimeout(() => {
					e(X);
				}, n);
			})]);
		} catch {
			return;
		} finally {
			clearTimeout(i);
		}
	}
	#T(e) {
		e && e.cancel().catch(() => void 0);
	}
	#E(e) {
		this.#T(e.body ?? void 0);
	}
	#D(e) {
		Q(e) ? this.#E(e) : sr(e) && this.#T(e.body ?? void 0);
	}
	#O() {
		return this.#s ? AbortSignal.any([this.#s, this.#t.signal]) : this.#t.signal;
	}
	#k() {
		let e = this.#I();
		if (e !== void 0 && e <= 0) throw new F(this.request);
	}
	async #A() {
		for (let e of this.#a.hooks.beforeRequest) {
			let t = await this.#x(async () => e({
				request: this.request,
				options: this.#R(),
				retryCount: 0
			}));
			if (t === Z) throw new F(this.request);
			if (sr(t)) this.#z(t);
			else if (Q(t)) return t;
		}
	}
	async #j(e) {
		let t = this.#B(e);
		for (let n of this.#a.hooks.afterResponse) {
			let r = this.#V(e.clone(), t);
			this.#h(r);
			let i;
			try {
				if (i = await this.#x(async () => n({
					request: this.request,
					options: this.#R(),
					response: r,
					retryCount: this.#n
				})), i === Z) throw new F(this.request);
			} catch (t) {
				throw r !== e && this.#E(r), this.#E(e), t;
			}
			if (i instanceof mn) throw r !== e && this.#E(r), this.#E(e), new P(i.options);
			let a = Q(i) ? this.#V(i, t) : e;
			r !== e && r !== a && r.body !== a.body && this.#E(r), e !== a && e.body !== a.body && this.#E(e), e = a;
		}
		return e;
	}
	async #M(e) {
		try {
			return await e();
		} catch (t) {
			return this.#N(t, e);
		}
	}
	async #N(e, t) {
		this.#d = !1;
		let n = Math.min(await this.#m(e), I), r = { signal: this.#s }, i = this.#I();
		if (i !== void 0) {
			if (i <= 0) throw new F(this.request);
			if (n >= i) throw await Pn(i, r), new F(this.request);
		}
		if (await Pn(n, r), this.#k(), e instanceof P && e.customRequest) {
			let t = new globalThis.Request(e.customRequest, this.#a.signal ? { signal: this.#a.signal } : void 0);
			this.#z(t);
		}
		for (let t of this.#a.hooks.beforeRetry) {
			let n;
			try {
				n = await this.#x(async () => t({
					request: this.request,
					options: this.#R(),
					error: e,
					retryCount: this.#n + 1
				}));
			} catch (t) {
				throw t instanceof Error && t !== e && this.#c.add(t), t;
			}
			if (n === Z) throw new F(this.request);
			if (sr(n)) {
				this.#z(n);
				break;
			}
			if (Q(n)) return this.#d = !0, this.#n++, n;
			if (n === pn) return;
		}
		return this.#k(), this.#n++, this.#M(t);
	}
	#P() {
		let e = this.#d;
		return this.#d = !1, e;
	}
	async #F() {
		this.#t?.signal.aborted && (this.#t = new globalThis.AbortController(), this.#a.signal = this.#O(), this.request = new globalThis.Request(this.request, { signal: this.#a.signal }));
		let e = Fn(this.#a);
		this.#r = K(this.#a.retry).limit;
		let t = this.#r > 0 ? this.request.clone() : void 0, n = this.#H(this.request, this.#a.body ?? void 0);
		this.#o = n, t && (this.request = t);
		try {
			let t = this.#I();
			if (t !== void 0 && t <= 0) throw new F(this.request);
			let r = this.#a.timeout === !1 ? t : t === void 0 ? this.#a.timeout : Math.min(this.#a.timeout, t), i = r === void 0 ? await this.#a.fetch(n, e) : await Nn(n, e, this.#t, {
				timeout: r,
				fetch: this.#a.fetch
			});
			return this.#V(i, n);
		} catch (e) {
			throw Bn(e) ? new nn(this.request, { cause: e }) : e;
		}
	}
	#I() {
		if (this.#u === void 0) return;
		let e = this.#L() - this.#u;
		return Math.max(0, this.#a.totalTimeout - e);
	}
	#L() {
		return globalThis.performance?.now() ?? Date.now();
	}
	#R() {
		if (!this.#l) {
			let { hooks: e, json: t, parseJson: n, stringifyJson: r, searchParams: i, timeout: a, totalTimeout: o, throwHttpErrors: s, fetch: c, ...l } = this.#a;
			this.#l = Object.freeze(l);
		}
		return this.#l;
	}
	#z(e) {
		this.#l = void 0, this.request = e;
	}
	#B(e) {
		return this.#f.get(e) ?? this.request;
	}
	#V(e, t) {
		return this.#f.set(e, t), e;
	}
	#H(e, t) {
		return !this.#a.onUploadProgress || !e.body || !on ? e : xn(e, this.#a.onUploadProgress, t ?? this.#a.body ?? void 0);
	}
};
const $ = (e) => {
	let t = (t, n) => pr.create(t, B(e, n));
	for (let n of dn) t[n] = (t, r) => pr.create(t, B(e, r, { method: n }));
	return t.create = (e) => $(B(e)), t.extend = (t) => (typeof t == "function" && (t = t(e ?? {})), $(B(e, t))), t.stop = pn, t.retry = hn, t;
}, mr = $();
export { ie as C, se as E, ae as S, ue as T, re as _, Xt as a, ce as b, Jt as c, Kt as d, Bt as f, de as g, me as h, Rt as i, en as l, Mt as m, Qt as n, It as o, jt as p, Ht as r, Wt as s, mr as t, Pt as u, pe as v, ne as w, fe as x, le as y };
