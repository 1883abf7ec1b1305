/**
 * HCP Terraform at its own address, for the processes that get `environment`: a proxy takes their connections to that
 * hostname to a server in this process. So configurations name the host that they name in earnest, Terraform discovers
 * the service there over TLS, and no test needs port 443.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { HcpTerraform } from "./api";

export interface HcpTerraformServer {
  readonly api: HcpTerraform;
  /** What sends Terraform here, with a token: beside the environment that Terraform has anyway. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the proxy connects to any other host, such as Terraform's registry. */
  reachesOthers: boolean;
  stop(): Promise<void>;
}

/**
 * @param hostname such as `app.eu.terraform.io`; connections to all others go where they would go
 * @param directory gets the certificate
 */
export async function startHcpTerraform(
  hostname: string,
  organizations: readonly string[],
  directory: string,
): Promise<HcpTerraformServer> {
  const token = "token-of-a-person";
  const api = new HcpTerraform(`https://${hostname}`, organizations, token);
  const { key, certificate } = makeCertificate(hostname, directory);
  const service = createTlsServer({ key, cert: certificate }, (request, response) => {
    void answer(api, request, response);
  });
  const port = await listen(service);
  const proxy = createServer();
  const open = new Set<Socket>();
  proxy.on("connect", (request: IncomingMessage, client: Socket, head: Buffer) => {
    const [host = "", asked] = (request.url ?? "").split(":");
    if (host !== hostname && !running.reachesOthers) {
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      return;
    }
    const server = host === hostname ? connect(port, "127.0.0.1") : connect(Number(asked), host);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on("error", () => [client, server].forEach((either) => either.destroy()));
      socket.on("close", () => open.delete(socket));
    }
    server.once("connect", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
  });
  const proxyPort = await listen(proxy);
  const trusted = join(directory, "trusted.pem");
  const alsoTrusted = process.env.SSL_CERT_FILE;
  writeFileSync(trusted, [certificate, alsoTrusted ? readFileSync(alsoTrusted, "utf8") : ""].join("\n"));
  const running: HcpTerraformServer = {
    api,
    reachesOthers: true,
    environment: {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      SSL_CERT_FILE: trusted,
      [`TF_TOKEN_${hostname.replaceAll("-", "__").replaceAll(".", "_")}`]: token,
    },
    stop: async () => {
      open.forEach((socket) => socket.destroy());
      service.closeAllConnections();
      await Promise.all([service, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
  return running;
}

async function answer(api: HcpTerraform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const { pathname, searchParams } = new URL(request.url ?? "", "https://any");
  const { status, body } = api.answer({
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    token: /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1],
    body: Buffer.concat(chunks).toString(),
  });
  const isJsonApi = pathname.startsWith("/api/");
  // Terraform refuses an API older than 2.5, or one that does not say how old it is.
  response.writeHead(status, {
    "TFP-API-Version": "2.6",
    "Content-Type": isJsonApi ? "application/vnd.api+json" : "application/json",
  });
  response.end(typeof body === "object" ? JSON.stringify(body) : body);
}

function makeCertificate(hostname: string, directory: string) {
  mkdirSync(directory, { recursive: true });
  const [keyFile, certificateFile] = [join(directory, "key.pem"), join(directory, "certificate.pem")];
  const asked = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const subject = ["-subj", `/CN=${hostname}`, "-addext", `subjectAltName=DNS:${hostname}`];
  const { stderr } = spawnSync("openssl", ["req", ...asked, ...subject, "-keyout", keyFile, "-out", certificateFile], {
    encoding: "utf8",
  });
  if (!existsSync(certificateFile)) {
    throw new Error(`openssl made no certificate:\n${stderr}`);
  }
  return { key: readFileSync(keyFile, "utf8"), certificate: readFileSync(certificateFile, "utf8") };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
