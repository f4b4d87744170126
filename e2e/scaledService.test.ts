import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCommand, ScaledSeller, usualPort } from './actors/scaledSeller.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

/** The goal for a cold start in seconds: the time to rent a machine, to start the model server, and to answer. */
const mostColdSeconds = 20
/** The test fails only if a cold start takes this many times the goal, because a test machine is slower while it runs other tests. */
const tolerance = 3

// Runs only with `TEST_LONG`, because it starts a whole deployment. The scaler's own tests, which always run, use a market in memory.
describe.skipIf(process.env.TEST_LONG !== '1')('a service on rented machines', () => {
  const folder = temporaryFolder()
  let deployment: TestDeployment
  let seller: ScaledSeller
  let serve: RunningCommand
  let ask: () => Promise<string>
  const kinds = (port = usualPort) => seller.events(port).map(({ kind }) => kind)

  beforeAll(async () => {
    deployment = await startTestDeployment()
    seller = await ScaledSeller.open(deployment, { folder, idle: '20s' })
    serve = await seller.serve()
    ask = await seller.payer(serve)
  })
  afterAll(async () => {
    seller?.close()
    await deployment?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('rents a machine for the first request, which waits and pays the start price', async () => {
    const startedMs = performance.now()
    expect(await ask()).toBe('This server has no model. It read 5 letters.')
    const coldMs = performance.now() - startedMs
    console.log(`cold start: ${Math.round(coldMs)} ms`)
    expect(coldMs).toBeLessThan(tolerance * mostColdSeconds * 1_000)
    expect(kinds()).toEqual(['ordered', 'leased', 'started', 'ready'])
    expect(serve.progress()).toMatch(/lease \d+ answers after/)
    expect(serve.progress()).toMatch(/A request that causes a start pays what a start can cost: 0\.1\d+ PT/)
  })

  it('continues with its lease after a kill, and ends it when it is idle', async () => {
    serve.child.kill('SIGKILL')
    serve = await seller.serve()
    expect(await ask()).toContain('5 letters')
    expect(kinds().filter((kind) => kind === 'ordered').length).toBe(1)
    await waitFor({ what: 'the end of the lease', within: 120, read: () => kinds().at(-1), until: (kind) => kind === 'over' })
  })

  it('rents nothing twice if it is killed while it rents', async () => {
    const cut = ask().catch((error: unknown) => error)
    await waitFor({ what: 'another order', within: 60, read: () => kinds().at(-1), until: (kind) => kind === 'ordered' || kind === 'leased' })
    serve.child.kill('SIGKILL')
    expect(await cut).toBeInstanceOf(Error)
    serve = await seller.serve()
    expect(await ask()).toContain('5 letters')
    expect((await seller.openLeases()).length).toBe(1)
  })

  it('shares its key with a second service, and refuses a second command at its own port', async () => {
    await waitFor({ what: 'the end of the lease', within: 120, read: () => kinds().at(-1), until: (kind) => kind === 'over' })
    await expect(seller.serve()).rejects.toThrow(/serving\.(running|port_unavailable)/)
    const port = usualPort + 1
    const second = await seller.serve(port)
    const askSecond = await seller.payer(second)
    for (const answer of await Promise.all([ask(), askSecond()])) expect(answer).toContain('5 letters')
    expect((await seller.openLeases()).length).toBe(2)
    second.child.kill('SIGTERM')
    await once(second.child, 'exit')
    expect(kinds(port).at(-1)).toBe('over')
    // Only the lease of the second service is over. The first one answers as before.
    expect(await ask()).toContain('5 letters')
    expect((await seller.openLeases()).length).toBe(1)
  })

  it('ends its lease at Ctrl-C', async () => {
    serve.child.kill('SIGTERM')
    await once(serve.child, 'exit')
    expect(await seller.openLeases()).toEqual([])
    expect(kinds().at(-1)).toBe('over')
  })
})
