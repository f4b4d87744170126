import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinImage, templateOf } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { signEnd } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { askDoor } from './actors/askDoor.ts'
import { findThisMachine, holdMachine, type Program, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity, sshAsPrinted } from './actors/sshAsPrinted.ts'
import { desktop, openBrowser } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { openPortTab } from './browser/renterSteps.ts'
import { installPodman } from './containers/installPodman.ts'
import { startContainerDeployment } from './containers/startContainerDeployment.ts'
import { startRegistry, type TestRegistry } from './containers/startRegistry.ts'
import { jupyterImage, publishTemplateImage, rayImage, type TemplateImage } from './containers/templateImages.ts'
import { temporaryFolder } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'
import { hasNamespaces } from './network/namespaces.ts'

const isLong = process.env.TEST_LONG === '1'
const probe = isLong ? await openBrowser() : null
await probe?.close()
const canRun = probe !== null && hasOpenSsh() && hasNamespaces() && !('missing' in installPodman())
const images = canRun ? { pytorch: jupyterImage(), ray: rayImage() } : null
const canHave = (image: TemplateImage | undefined): boolean => image !== undefined && !('missing' in image.place)

/** Templates whose programs are unavailable in tests, each with the reason. */
const notHad = {
  cuda: 'the image of NVIDIA is on Docker Hub, and it needs a GPU',
  vllm: 'it needs a GPU',
  ollama: 'it is on Docker Hub and GitHub, and in no registry of packages',
  comfyui: 'it is on GitHub, and it needs a GPU',
} as const

describe.skipIf(!canRun)('a lease of a template, by its own script and command', () => {
  const privateKey = generatePrivateKey()
  let registry: TestRegistry
  let deployment: Awaited<ReturnType<typeof startContainerDeployment>>
  let browser: Browser
  let identity: SshIdentity
  let renter: Actor
  beforeAll(async () => {
    registry = await startRegistry()
    const pinsFile = join(temporaryFolder(), 'templatePins.json')
    writeFileSync(pinsFile, '{}')
    const settings = { TEMPLATE_PINS_FILE: pinsFile }
    deployment = await startContainerDeployment({
      registry: registry.host,
      settings,
      limits: { cpus: 2, memoryMib: 4_096, diskMib: 4_096, processes: 2_048 },
    })
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    // Publishes the images before any request to the deployment, because publishing takes so long that open connections would be closed.
    const pins = Object.entries(images ?? {})
      .filter(([, image]) => canHave(image))
      .map(([id, image]) => [id, publishTemplateImage(image, { engine: deployment.engine, registry })])
    const found = { tag: 'built-by-this-test', fetchedAt: '2026-11-25T00:00:00Z' }
    writeFileSync(pinsFile, JSON.stringify(Object.fromEntries(pins.map(([id, reference]) => [id, { reference, ...found }]))))
    renter = await createRenter(deployment, { privateKey })
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
    registry?.close()
    identity?.remove()
  })

  it.skipIf(!canHave(images?.pytorch))(
    'Jupyter: its page opens through the door, a notebook is written to the disk, and a kernel computes',
    async () => {
      const lease = await rent('pytorch')
      const ask = await doorOf(lease)
      await waitFor({ what: 'Jupyter', within: 60, read: () => ask('GET', '/api/status'), until: ({ status }) => status === 200 })
      // Opens the site at `localhost`, because browsers give pages their cryptography functions only there or over HTTPS.
      const baseURL = `http://localhost:${new URL(deployment.url).port}`
      const { page, context } = await openWalletVisitor(browser, { baseURL, viewport: desktop, privateKey })
      onTestFinished(() => context.close())
      await page.goto(`/leases/${lease.leaseId}`)
      const lab = await openPortTab(page, { port: 8_888 })
      lab.setDefaultTimeout(120_000)
      await lab.waitForURL('**/lab**')
      await lab.locator('.jp-LauncherCard[data-category="Notebook"]').first().waitFor()
      expect(await writeNotebook(lab)).toBe('Untitled.ipynb')
      expect(await computeInKernel(lab, '6 * 7')).toBe('42')
      expect(await lab.evaluate(async () => await (await fetch('/api/status')).json())).toMatchObject({ kernels: 1 })
      expect(await inShell(lease, 'ls /root')).toContain('Untitled.ipynb')
    },
  )

  it.skipIf(!canHave(images?.ray))(
    'Ray: the dashboard answers, a job that is sent through the door counts, and so does a script by SSH',
    async () => {
      const lease = await rent('ray')
      const ask = await doorOf(lease)
      const version = await waitFor({
        what: 'the dashboard',
        within: 180,
        read: () => ask('GET', '/api/version'),
        until: ({ status }) => status === 200,
      })
      expect(version.json).toMatchObject({ ray_version: '2.60.0' })
      expect((await ask('GET', '/')).status).toBe(200)
      const entrypoint = `/root/venv/bin/python -c "${counting}"`
      const { json } = await ask('POST', '/api/jobs/', { entrypoint })
      const { job_id: job } = json as { job_id: string }
      const over = await waitFor({
        what: 'the job to be over',
        within: 120,
        read: async () => (await ask('GET', `/api/jobs/${job}`)).json as { status: string },
        until: ({ status }) => ['SUCCEEDED', 'FAILED', 'STOPPED'].includes(status),
      })
      expect(over, JSON.stringify(over)).toMatchObject({ status: 'SUCCEEDED' })
      expect((await ask('GET', `/api/jobs/${job}/logs`)).json).toMatchObject({ logs: expect.stringContaining('counted 285') })
      expect(await inShell(lease, entrypoint)).toContain('counted 285')
    },
  )

  for (const [id, why] of Object.entries(notHad)) it.skip(`${id}: ${why}`)

  /** Rents this machine with exactly the values of the template. Resolves once the lease runs in its image. */
  async function rent(id: keyof NonNullable<typeof images>): Promise<LeaseWire> {
    const { startScript, command, environment, ports } = templateOf(id)
    const { items } = await renter.client.listTemplates()
    const pinned = pinImage(items.find((template) => template.id === id)?.pin?.reference ?? '') ?? expect.unreachable()
    const program: Program = {
      template: 'image',
      startScript,
      environment: { ...environment },
      ports: [...ports],
      image: pinned,
      command: [...command],
    }
    const listing = await findThisMachine(renter)
    const durationSeconds = 3_600
    const hold = await waitFor({
      what: 'the machine to be free of the lease before',
      within: 60,
      read: () => holdMachine(renter, { listing, durationSeconds }).catch((error: Error) => error),
      until: (held) => !(held instanceof Error && held.message.endsWith('order.node_taken')),
    })
    if (hold instanceof Error) throw hold
    const placed = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds, program })
    const lease = await waitForLease(renter, placed)
    onTestFinished(() => end(lease))
    return await waitFor({
      what: 'the image to be here',
      within: 120,
      read: () => renter.client.getLease(lease.leaseId),
      until: (one) => one.image.state === 'here',
    })
  }

  async function inShell({ ssh }: LeaseWire, remoteCommand: string): Promise<string> {
    const { stdout, stderr, code } = await sshAsPrinted(ssh ?? expect.unreachable(), { identity, remoteCommand, withinSeconds: 120 })
    expect(code, stderr).toBe(0)
    return stdout
  }

  /** Returns a function that sends requests to the first port of a lease, as a program does, with a bearer token. */
  async function doorOf({ leaseId }: LeaseWire) {
    const { token } = await renter.client.createPortToken({ leaseId, kind: 'program' })
    const { ports } = await renter.client.getLeasePorts(leaseId)
    return (method: string, path: string, body?: unknown) => askDoor({ url: new URL(path, ports[0]?.url), token, method, body })
  }

  async function end({ leaseId }: LeaseWire): Promise<void> {
    const chain = await renter.client.getChain()
    const { relayId } = await renter.client.placeRelay(
      await signEnd(renter.account, { lease: await renter.client.getLease(leaseId), accept: true, chain }),
    )
    await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })
  }
})

/** Python code that calculates the squares of 0 to 9, each in its own Ray task. */
const counting =
  "import ray; ray.init(address='auto'); f = ray.remote(lambda n: n * n); print('counted', sum(ray.get([f.remote(n) for n in range(10)])))"

/** Creates an empty notebook as the page does, and returns its name. */
function writeNotebook(lab: Page): Promise<string> {
  return lab.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': /_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? '' }
    const answer = await fetch('/api/contents', { method: 'POST', headers, body: '{"type":"notebook"}' })
    return ((await answer.json()) as { name: string }).name
  })
}

/** Starts a kernel from the page, runs code in it over a WebSocket as a notebook does, and returns its output. */
function computeInKernel(lab: Page, code: string): Promise<string> {
  return lab.evaluate(async (given) => {
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': /_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? '' }
    const { id } = (await (await fetch('/api/kernels', { method: 'POST', headers, body: '{"name":"python3"}' })).json()) as { id: string }
    const socket = new WebSocket(`/api/kernels/${id}/channels?session_id=test`)
    return await new Promise<string>((resolve, reject) => {
      socket.onclose = ({ code: why }) => reject(new Error(`the kernel's socket closed with ${why}`))
      socket.onmessage = ({ data }) => {
        const { msg_type: kind, content } = JSON.parse(data as string) as { msg_type: string; content: { data?: Record<string, string> } }
        if (kind === 'execute_result') resolve(content.data?.['text/plain'] ?? '')
      }
      socket.onopen = () => {
        const header = { msg_id: 'one', msg_type: 'execute_request', username: '', session: 'test', version: '5.3', date: '2026-01-01T00:00:00Z' }
        const content = { code: given, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true }
        socket.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: 'shell', buffers: [] }))
      }
    })
  }, code)
}
