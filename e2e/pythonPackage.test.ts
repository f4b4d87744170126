import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRenter } from './actors/createActor.ts'
import { hasOpenSsh } from './actors/sshAsPrinted.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const folder = join(import.meta.dirname, '../python')
const tools =
  process.env.TEST_LONG !== '1'
    ? { missing: 'npm run test:long' }
    : hasOpenSsh()
      ? openPythonTools({ name: 'package', requirementsFile: join(folder, 'requirements.lock') })
      : { missing: 'no ssh' }

/** A Python program that uses everything in the README's table, after its quick start. */
const program = `
import pathlib, subprocess, sys, time
from infinitio import Infinitio, InfinitioError, pt

market = Infinitio()
before = pt(market.wallet()["available"])
assert before > 0
pathlib.Path("data").mkdir()
pathlib.Path("data/in.txt").write_text("sent there")
node = next(row["node"] for row in market.search(hours=1, includeSimulated="false"))
lease = market.rent(node=node, hours=1, max_price="1.00", name="from Python", wait=False)
assert lease.wait("active")["name"] == "from Python"
assert [row["leaseId"] for row in market.leases()] == [lease.id]
lease.upload("data")
assert lease.run("cat data/in.txt").stdout == "sent there"
assert lease.run("exit 42").returncode == 42
assert subprocess.run(market.lease("lease-" + lease.id).ssh_command("true")).returncode == 0
lease.run("echo made there > out.txt")
lease.download("out.txt")
assert pathlib.Path("out.txt").read_text() == "made there\\n"
ends = lease.read()["endsAt"]
assert lease.extend(seconds=90)["endsAt"] == ends + 90
lease.end()
lease.wait("closed")
try:
    lease.end()
except InfinitioError as error:
    assert error.code == "lease.over", error
try:
    market.rent(node=node, hours=1, max_price="0.000000001")
except InfinitioError as error:
    assert error.code in ("order.nothing_fits", "order.price_moved", "order.node_taken"), error
else:
    sys.exit("it rented above the maximum")
spent = pt(lease.receipt()["spent"])
for _ in range(120):
    now = market.wallet()
    paid = before - pt(now["available"])
    if paid == spent and now["arriving"] == "0":
        break
    time.sleep(0.5)
assert paid == spent, (paid, spent)
market.close()
print("all of it")
`

describe.skipIf('missing' in tools)(`the Python package (${'missing' in tools ? tools.missing : 'installed from its folder'})`, () => {
  const bin = 'bin' in tools ? tools.bin : ''
  const privateKey = generatePrivateKey()
  let deployment: TestDeployment
  let home: string
  const python = (...args: string[]) => {
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: home,
      PYTHONPATH: join(home, 'site'),
      INFINITIO_URL: deployment.url,
      INFINITIO_KEY: privateKey,
    }
    return new Promise<{ code: unknown; out: string; err: string }>((done) => {
      execFile(join(bin, 'python3'), args, { cwd: home, env: { ...env, NODE_ENV: 'test' }, timeout: 150_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : error.code, out, err }),
      )
    })
  }
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'infinitio-package-'))
    const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-build-isolation', '--target', join(home, 'site'), folder]
    execFileSync(join(bin, 'pip'), install)
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    await createRenter(deployment, { privateKey })
  })
  afterAll(async () => {
    await deployment?.remove()
    rmSync(home, { recursive: true, force: true })
  })

  it('has strict types and refuses drafts that were not asked for', async () => {
    expect(await python('-m', 'mypy', '--strict', '--cache-dir', join(home, 'mypy'), '-p', 'infinitio')).toMatchObject({ code: 0 })
    const tested = await python('-m', 'unittest', 'discover', '-s', join(folder, 'tests'))
    expect(tested, tested.err).toMatchObject({ code: 0 })
  })

  it('runs the quick start of its README', async () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    writeFileSync(join(home, 'quick.py'), /```python\n(.*?)```/s.exec(readme)?.[1] ?? '')
    const ran = await python('quick.py')
    expect(ran, ran.err).toMatchObject({ code: 0, out: expect.stringMatching(/^.+\n\d+\n\n[\d.]+ PT\n$/) })
  })

  it('searches, rents, waits, logs in, copies, ends, and pays what the receipt says', async () => {
    writeFileSync(join(home, 'all.py'), program)
    const ran = await python('all.py')
    expect(ran, ran.err).toMatchObject({ code: 0, out: 'all of it\n' })
  })
})
