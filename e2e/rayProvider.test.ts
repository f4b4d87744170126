import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRenter } from './actors/createActor.ts'
import { runCommand } from './actors/runCommand.ts'
import { hasOpenSsh } from './actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const folder = join(import.meta.dirname, '../python')
const tools =
  process.env.TEST_LONG !== '1'
    ? { missing: 'npm run test:long' }
    : hasOpenSsh()
      ? openPythonTools({ name: 'ray', requirementsFile: join(folder, 'ray-requirements.txt') })
      : { missing: 'no ssh' }

/**
 * Uses the node provider as Ray's autoscaler does, with the real Ray and real leases. Leases of simulated machines have no network of a cluster, so the program
 * starts another command in place of a worker.
 */
const program = `
import pathlib
from ray.autoscaler._private.providers import _get_node_provider
from infinitio import Infinitio, ray_provider
from infinitio.ray_provider import autoscaler_config
from infinitio.ssh import public_keys
from infinitio.workload import shell_workload

market = Infinitio()
wish = {"hours": 1, "max_price": "5.00", "simulated": True}
head = market.rent(**wish, workload=shell_workload(public_keys(None)), cluster=True)
pathlib.Path("ray.token").write_text("secret of the cluster")
config = autoscaler_config(head_lease=head.id, workers=2, hours=1, max_price="5.00", gpu="", gpus=1, cpus=1, idle_minutes=5)
start = "cat >got-token.txt; echo {address} joins {head} >got.txt"
settings = {**config["provider"], "rent": wish, "needs_network": False, "start": start, "state": "tags.json"}
provider = _get_node_provider(settings, config["cluster_name"], use_cache=False)
assert type(provider).__name__ == "InfinitioNodeProvider", provider
worker = {"ray-node-kind": "worker", "ray-user-node-type": "worker"}
assert provider.non_terminated_nodes({}) == [head.id]
made = provider.create_node({}, worker, 1)
(node,) = made
assert provider.non_terminated_nodes({"ray-node-kind": "worker"}) == [node], provider.non_terminated_nodes({})
assert provider.is_running(node) and provider.internal_ip(node) == "100.64.0." + node
assert market.lease(node).run("cat got.txt got-token.txt").stdout == f"100.64.0.{node} joins 100.64.0.{head.id}\\nsecret of the cluster"
assert market.lease(node).read()["terms"]["workloadHash"] == head.read()["terms"]["workloadHash"]
again = _get_node_provider(settings, config["cluster_name"], use_cache=False)
assert again.node_tags(node)["ray-node-status"] == "up-to-date"
try:
    _get_node_provider({**settings, "start": "exit 3"}, "other", use_cache=False).create_node({}, worker, 1)
except RuntimeError as error:
    print("refused:", str(error).split(":")[0])
def with_ray(lines):
    """Returns the usual start script, after one that puts another program in the place of Ray."""
    return f"mkdir -p .infinitio/ray/bin; printf '#!/bin/sh\\\\n{lines}\\\\n' >.infinitio/ray/bin/ray; chmod 700 .infinitio/ray/bin/ray\\n" + ray_provider._START
joins = _get_node_provider({**settings, "start": with_ray("echo Ray runtime started; sleep 600")}, config["cluster_name"], use_cache=False)
(joined,) = joins.create_node({}, worker, 1)
assert joins.node_tags(joined)["ray-node-status"] == "up-to-date"
try:
    _get_node_provider({**settings, "start": with_ray("echo it broke; exit 1")}, "other", use_cache=False).create_node({}, worker, 1)
except RuntimeError as error:
    print("refused:", str(error).split(": ")[-1].rstrip(")"))
# An order settles after the autoscaler gave it up, and another lease is the owner's own.
program = head.read()["workload"]
late, own = [market.rent(**wish, workload=program, cluster=True, name=name).id for name in (joins._name, "mine")]
joins.set_node_tags(joined, {"ray-node-status": "setting-up"})
assert joins.non_terminated_nodes({"ray-node-kind": "worker"}) == [node]
for stray in (late, joined):
    assert market.lease(stray).read()["state"] in {"ended", "closed"}
assert market.lease(own).read()["state"] == "active"
market.lease(own).end()
again.terminate_nodes([node, head.id])
market.lease(node).wait("ended")
assert again.is_terminated(node) and again.is_running(head.id)
assert again.non_terminated_nodes({}) == [head.id], again.non_terminated_nodes({})
head.end()
market.close()
print("all of it")
`

describe.skipIf('missing' in tools)(`the node provider for Ray (${'missing' in tools ? tools.missing : 'Ray from PyPI'})`, () => {
  const bin = 'bin' in tools ? tools.bin : ''
  const privateKey = generatePrivateKey()
  let deployment: TestDeployment
  let home: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'infinitio-ray-provider-'))
    const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-build-isolation', '--target', join(home, 'site'), folder]
    execFileSync(join(bin, 'pip'), install)
    deployment = await startTestDeployment({ settings: { AGENT_SIMULATED_NODES: '8' } })
    await createRenter(deployment, { privateKey })
    writeFileSync(join(home, 'wallet.key'), privateKey, { mode: 0o600 })
    const budget = ['--total', '500', '--hours', '24', '--out', join(home, 'api.key')]
    const made = await runCommand(['keys', 'make', ...budget, '--url', deployment.url, '--key-file', join(home, 'wallet.key')])
    expect(made, made.err).toMatchObject({ code: 0 })
  })
  afterAll(async () => {
    await deployment?.remove()
    rmSync(home, { recursive: true, force: true })
  })

  it('rents leases that join the cluster of the head, starts a worker on them, and ends them', async () => {
    writeFileSync(join(home, 'scale.py'), program)
    const env = {
      ...{ PATH: `${bin}:${process.env.PATH}`, HOME: home, PYTHONPATH: join(home, 'site'), NODE_ENV: 'test' },
      ...{
        INFINITIO_URL: deployment.url,
        INFINITIO_KEY: readFileSync(join(home, 'api.key'), 'utf8').trim(),
        RAY_AUTH_TOKEN_PATH: join(home, 'ray.token'),
      },
    }
    const ran = await new Promise<{ code: unknown; out: string; err: string }>((done) => {
      execFile(join(bin, 'python3'), ['scale.py'], { cwd: home, env: env as NodeJS.ProcessEnv, timeout: 400_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : error.code, out, err }),
      )
    })
    expect(ran, ran.err).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^refused: Ray did not start on lease \d+\nrefused: it broke\nall of it\n$/),
    })
  })
})
