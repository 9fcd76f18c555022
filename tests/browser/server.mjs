// The real server for the tests: `assay serve` on a free port, with a database in a temporary folder.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A folder with a database, and the server of it. */
export class Server {
  #folder;
  #process = null;
  url = "";

  /** Starts one and gives it the records, in this order. */
  static async start(records = []) {
    const server = new Server();
    server.#folder = await mkdtemp(join(tmpdir(), "assay-browser-"));
    try {
      await server.resume();
      for (const record of records) {
        await server.post(record);
      }
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Serves the same database at the same address as before. */
  async resume() {
    const port = this.url === "" ? 0 : new URL(this.url).port;
    this.url = "";
    const db = join(this.#folder, "results.db");
    // Linux ends it with us, however we end.
    const command = ["--pdeathsig", "KILL", process.env.ASSAY_PROGRAM, "serve", "--db", db];
    this.#process = spawn("setpriv", [...command, "--listen", `127.0.0.1:${port}`], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    for await (const line of createInterface(this.#process.stdout)) {
      this.url = line.match(/^serving .* on (http:\S+)$/)?.[1] ?? "";
      break;
    }
    assert.notEqual(this.url, "", `${process.env.ASSAY_PROGRAM} serves`);
  }

  /** Ends the server; its database stays. */
  async interrupt() {
    if (this.#process.exitCode === null) {
      this.#process.kill("SIGTERM");
      await once(this.#process, "exit");
    }
    assert.equal(this.#process.exitCode, 0);
  }

  async stop() {
    await this.interrupt();
    await rm(this.#folder, { recursive: true });
  }

  /** Delivers a record, which must be new. */
  async post(record) {
    const response = await fetch(`${this.url}/api/v1/runs`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(record),
    });
    assert.equal(response.status, 201, await response.text());
  }
}

/** Runs `look` with a server of its own that has these records. */
export async function withServer(records, look) {
  const server = await Server.start(records);
  try {
    await look(server);
  } finally {
    await server.stop();
  }
}
