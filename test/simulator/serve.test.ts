import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { callsTo, field, ORDER, orderOf, rows } from "../helpers/sesterce-calls.ts";
import { keyPair, type Login, runOver } from "../helpers/ssh-login.ts";
import { ConnectionFault } from "./connection.ts";
import { type ServedSimulator, type ServeOptions, serveSimulator } from "./serve.ts";

const QUICK = { bootMs: 30, sshMs: 60, deletingMs: 30 };
const open: ServedSimulator[] = [];

async function served(options: ServeOptions = {}) {
  const server = await serveSimulator({ ...QUICK, ...options });
  open.push(server);
  const { url, simulator } = server;
  return { ...server, ...callsTo({ fetch, options: { ...simulator.options, baseUrl: url } }) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe("the API on a port", () => {
  it("answers over HTTP as it does in process", async () => {
    const { offers, create, call, simulator } = await served({ clockSkewMs: 3_600_000 });
    const answer = await offers();
    expect(rows(answer.body).length).toBe(simulator.offers.all().length);
    expect(Date.parse(answer.headers.get("date") ?? "")).toBeGreaterThan(Date.now() + 3_500_000);
    expect((await create()).status).toBe(201);
    const key = { "x-api-key": simulator.options.apiKey };
    expect((await call("", { headers: key })).text).toContain("1010"); // undici says "node"
  });

  it("refuses a port that is taken, in words", async () => {
    const { url } = await served();
    const port = Number(new URL(url).port);
    await expect(serveSimulator({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });

  it("loses connections by destroying the socket", async () => {
    const { create, names, simulator } = await served();
    simulator.faults.add({ fault: "create-lost-landed" }).add({ fault: "connection-refused" });
    await expect(create()).rejects.toThrow("fetch failed");
    await expect(create()).rejects.toThrow("fetch failed");
    expect(await names()).toEqual(["a-name"]);
  });

  it("holds a request before and after it takes effect, though its sender is gone, and can lose it", async () => {
    const heard: string[] = [];
    const { call, simulator } = await served({
      onRequest: async (phase, { method }) => {
        heard.push(`${phase} ${method}: ${simulator.machines.count}`);
        if (method === "GET") throw new ConnectionFault("ECONNRESET");
        if (phase === "before") await new Promise((resolve) => setTimeout(resolve, 100));
      },
    });
    const gone = call("", { method: "POST", body: ORDER, signal: AbortSignal.timeout(50) });
    await expect(gone).rejects.toThrow("timeout");
    await expect.poll(() => simulator.machines.all().map(({ name }) => name)).toEqual(["a-name"]);
    await expect(call("")).rejects.toThrow("fetch failed");
    expect(heard).toEqual(["before POST: 0", "after POST: 1", "before GET: 1"]);
    expect(simulator.requests.map(({ operation }) => operation)).toEqual(["create"]);
  });

  it("hangs until the client hangs up, and can be closed meanwhile", async () => {
    const { call, simulator } = await served();
    simulator.faults.add({ fault: "slow" }).add({ fault: "slow" });
    await expect(call("", { signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
    const hanging = expect(call("")).rejects.toThrow("fetch failed");
    await expect.poll(() => simulator.requests.length).toBe(2);
    await Promise.all(open.splice(0).map((server) => server.close()));
    await hanging;
  });
});

describe("a served machine's SSH server", () => {
  it("opens some time after active, lets in the key of create, and closes on delete", async () => {
    const world = await served({ sshMs: 1_000 });
    const { privateKey, publicKey } = keyPair();
    const id = await world.rent({ ...ORDER, sshKey: publicKey });
    await expect.poll(() => world.status(id), { interval: 5 }).toBe("active");
    const login = { ...(await loginTo(world, id)), privateKey };
    await expect(runOver(login, "true")).rejects.toThrow("ECONNREFUSED");
    await expect.poll(() => canReach(login), { timeout: 5_000 }).toBe(true);
    const { stdout, code } = await runOver(login, "nvidia-smi -L && hostname");
    expect(stdout).toMatch(/^GPU 0: NVIDIA H100 \(UUID: GPU-.*\)\na-name\n$/);
    expect(code).toBe(0);
    await world.remove(id);
    await expect.poll(() => canReach(login), { timeout: 5_000 }).toBe(false);
  });

  it("turns away another key, another user, and no key at all", async () => {
    const { login, privateKey } = await readyMachine();
    const refused = "All configured authentication methods failed";
    await expect(runOver(login, "true")).rejects.toThrow(refused);
    const stranger = keyPair().privateKey;
    await expect(runOver({ ...login, privateKey: stranger }, "true")).rejects.toThrow(refused);
    const root = { ...login, privateKey, username: "root" };
    await expect(runOver(root, "true")).rejects.toThrow(refused);
  });

  it("lets in any key, or none, when create named a key of the account", async () => {
    const { sshKey: _, ...keyless } = ORDER;
    const { login } = await readyMachine({ ...keyless, sshKeyId: "key-1" });
    expect((await runOver(login, "true")).code).toBe(0);
    const any = { ...login, privateKey: keyPair().privateKey };
    expect((await runOver(any, "echo hi")).stdout).toBe("hi\n");
  });

  it("survives probes that drop without a handshake, and says 127 to unknown commands", async () => {
    const { login, privateKey } = await readyMachine();
    for (const greeting of [undefined, "GET / HTTP/1.1\r\n\r\n", "SSH-2.0-probe\r\n"]) {
      await probe(login, greeting);
    }
    const { code, stderr } = await runOver({ ...login, privateKey }, "python3 -V");
    expect(code).toBe(127);
    expect(stderr).toContain("command not found");
  });

  it("runs a script from standard input", async () => {
    const { login, privateKey } = await readyMachine();
    const script = "echo one\nfalse || echo two\n";
    expect((await runOver({ ...login, privateKey }, "", script)).stdout).toBe("one\ntwo\n");
  });

  it("is one for each machine, with the GPUs that are really there", async () => {
    const world = await served();
    world.simulator.faults.add({ fault: "fewer-gpus", present: 5 });
    const { privateKey, publicKey: sshKey } = keyPair();
    const orders = [orderOf("MI300Xx8", "atlanta-usa-1"), orderOf("L40S", "oslo-norway-1")];
    const counts: number[] = [];
    for (const order of orders) {
      const login = await ready(world, await world.rent({ ...order, sshKey }));
      const probing = "nvidia-smi -L 2>/dev/null || rocm-smi --showid";
      const { stdout } = await runOver({ ...login, privateKey }, probing);
      counts.push(stdout.match(/^GPU \d|: Device ID:/gm)?.length ?? 0);
    }
    expect(counts).toEqual([5, 1]);
  });
});

type World = Awaited<ReturnType<typeof served>>;

async function readyMachine(order?: unknown) {
  const world = await served();
  const { privateKey, publicKey } = keyPair();
  const login = await ready(world, await world.rent(order ?? { ...ORDER, sshKey: publicKey }));
  return { login, privateKey };
}

async function ready(world: World, id: string): Promise<Login> {
  await expect.poll(() => world.simulator.ssh.answers(id), { timeout: 5_000 }).toBe(true);
  const login = await loginTo(world, id);
  await expect.poll(() => canReach(login), { timeout: 5_000 }).toBe(true);
  return login;
}

async function loginTo({ get }: World, id: string): Promise<Login> {
  const { body } = await get(id);
  const [host, port, username] = [
    field(body, "ip"),
    field(body, "sshPort"),
    field(body, "sshUser"),
  ];
  expect(host).toBe("127.0.0.1");
  return { host: String(host), port: Number(port), username: String(username) };
}

const canReach = (login: Login) =>
  probe(login).then(
    () => true,
    () => false,
  );

function probe({ host, port }: Login, greeting?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      if (greeting !== undefined) socket.write(greeting);
      setTimeout(() => {
        socket.destroy();
        resolve();
      }, 10);
    });
    socket.once("error", reject);
  });
}
