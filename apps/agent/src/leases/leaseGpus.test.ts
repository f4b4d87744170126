import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LeaseGpu } from '../runtime/runtime.ts'
import { chooseGpus, LeaseGpus, shareText } from './leaseGpus.ts'
import { loadLeases, saveLease, type StoredLease } from './leaseStore.ts'

const gpus: readonly LeaseGpu[] = Array.from({ length: 8 }, (_, index) => ({
  id: `0000:${index}0:00.0`,
  name: `nvidia.com/gpu=${index}`,
  file: `/dev/nvidia${7 - index}`,
}))
const stored: Omit<StoredLease, 'leaseId' | 'gpus'> = {
  ...{ orderHash: null, nodeId: `0x${'1'.repeat(64)}`, phase: 'preparing', startSeconds: 1, endSeconds: 2, workloadHash: '0x', toldEndSeconds: null },
  ...{ readySignedAtSeconds: null, script: 'none', sshKeys: [], environment: {}, startScript: '', ports: [], runtime: 'container', holder: null },
  ...{ image: 'none', imageReference: null, imageFault: null, renter: null, restore: 'none', still: false, snapshotId: null, access: null },
  ...{ secrets: 'none', signedSecrets: null, secretsBox: null },
}

/** A machine with eight GPUs and the leases on its disk. `restart` acts like a new agent, which knows only what is on the disk. */
async function machine() {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-lease-gpus-'))
  onTestFinished(() => rm(leasesDir, { recursive: true, force: true }))
  const state = { there: gpus as readonly LeaseGpu[] | null | 'unknown', failsToStore: false, ofNode: null as number | null }
  const restart = async () => {
    const { leases } = await loadLeases(leasesDir)
    const running = new Map(leases.map((lease) => [lease.leaseId, lease]))
    const chosen = new LeaseGpus({
      gpus: async () => {
        if (state.there === 'unknown') throw new Error('the GPUs of this machine are not known yet')
        return state.there
      },
    })
    await chosen.lookUntilKnown()
    const take = (leaseId: string, count: number) =>
      chosen.take(
        { leaseId, gpus: count, ofNode: state.ofNode },
        {
          leases: () => [...running.values()],
          store: async (share) => {
            if (state.failsToStore) throw new Error('the disk is full')
            await saveLease(leasesDir, { ...stored, leaseId, gpus: share })
            running.set(leaseId, { ...stored, leaseId, gpus: share })
            return share
          },
        },
      )
    const wipe = async (leaseId: string) => {
      await rm(path.join(leasesDir, leaseId), { recursive: true })
      running.delete(leaseId)
    }
    return { take, wipe, running, chosen }
  }
  return { state, restart }
}

describe('the GPUs of a lease', () => {
  test('differ for eight leases that start at the same moment, and a ninth gets none', async () => {
    const { take } = await (await machine()).restart()
    const tries = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => take(`${index + 1}`, 1)))
    const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? (one.value?.ids ?? []) : []))
    expect(new Set(taken)).toEqual(new Set(gpus.map(({ id }) => id)))
    expect(tries[8]).toMatchObject({ status: 'rejected', reason: { message: 'lease 9 needs 1 GPUs, and 0 of the 8 GPUs of this machine are free' } })
  })

  test('are the same after a restart between the choice and the start', async () => {
    const { restart } = await machine()
    const before = await restart()
    const first = await before.take('7', 2)
    await before.take('8', 3)
    await before.wipe('7')
    const next = await restart()
    expect(await next.take('9', 1), 'the first free GPU').toEqual({ ids: [first?.ids[0]], of: 8 })
    const last = await restart()
    expect(await last.take('8', 3)).toEqual({ ids: gpus.slice(2, 5).map(({ id }) => id), of: 8 })
    expect(await last.take('9', 1)).toEqual({ ids: [first?.ids[0]], of: 8 })
  })

  test('stay free if the choice could not be stored', async () => {
    const { state, restart } = await machine()
    const { take } = await restart()
    state.failsToStore = true
    await expect(take('7', 8)).rejects.toThrow('the disk is full')
    state.failsToStore = false
    expect((await take('8', 8))?.ids).toHaveLength(8)
  })

  test('go to the next lease only when the lease before is wiped', async () => {
    const { restart } = await machine()
    const { take, wipe } = await restart()
    await take('7', 8)
    await expect(take('8', 1)).rejects.toThrow('0 of the 8 GPUs of this machine are free')
    await wipe('7')
    expect((await take('8', 1))?.ids).toEqual([gpus[0]?.id])
  })

  test('are never chosen from cards that are gone, and stay with their lease if they go', async () => {
    const { state, restart } = await machine()
    const { take } = await restart()
    const first = await take('7', 1)
    state.there = gpus.slice(1)
    expect(await take('7', 1), 'the lease does not silently get another card').toEqual(first)
    await expect(take('8', 8)).rejects.toThrow('7 of the 7 GPUs of this machine are free')
    expect(await take('9', 7), 'lease 7 has an eighth of the cores and memory').toEqual({ ids: gpus.slice(1).map(({ id }) => id), of: 8 })
  })

  test('are never a card that does not respond, and each lease has its part of the whole machine', async () => {
    const { state, restart } = await machine()
    const { take, chosen, wipe } = await restart()
    state.there = gpus.map((gpu, index) => (index === 0 ? { ...gpu, isLost: true } : gpu))
    expect(await take('7', 1)).toEqual({ ids: [gpus[1]?.id], of: 8 })
    chosen.noteLost(new Set([gpus[2]?.id ?? '']))
    expect(await take('8', 1), 'the driver calls another one lost').toEqual({ ids: [gpus[3]?.id], of: 8 })
    await expect(take('9', 5)).rejects.toThrow('lease 9 needs 5 GPUs, and 4 of the 8 GPUs of this machine are free; 2 do not respond')
    await wipe('7')
    chosen.noteLost(new Set())
    expect((await take('9', 6))?.ids, 'the driver has it again').toEqual([1, 2, 4, 5, 6, 7].map((index) => gpus[index]?.id))
  })

  test('are not the only card of a machine while it does not respond', async () => {
    const { state, restart } = await machine()
    state.ofNode = 1
    state.there = gpus.slice(0, 1).map((gpu) => ({ ...gpu, isLost: true }))
    const { take } = await restart()
    await expect(take('7', 1)).rejects.toThrow('lease 7 gets no GPU: it does not respond')
    state.there = gpus.slice(0, 1)
    expect(await take('7', 1)).toBeNull()
  })

  test('stay with a lease of an agent that stored their names', async () => {
    const { state, restart } = await machine()
    const cards = ['0000:03:00.0', '0000:83:00.0'].map((id, index) => ({ id, name: `amd.com/gpu=${index}`, file: null }))
    state.there = cards.map((card) => ({ ...card, id: card.name }))
    await (await restart()).take('7', 1)
    state.there = cards
    const { take } = await restart()
    expect(await take('7', 1)).toEqual({ ids: ['amd.com/gpu=0'], of: 2 })
    expect(await take('8', 1), 'the other card').toEqual({ ids: ['0000:83:00.0'], of: 2 })
    await expect(take('9', 1)).rejects.toThrow('0 of the 2 GPUs of this machine are free')
  })

  test('come with a part of the machine that is not promised twice, after the provider named fewer devices', async () => {
    const { state, restart } = await machine()
    expect(await (await restart()).take('7', 6)).toMatchObject({ of: 8 })
    state.there = gpus.slice(6)
    const { take, wipe } = await restart()
    expect(await take('8', 2)).toEqual({ ids: gpus.slice(6).map(({ id }) => id), of: 8 })
    await wipe('8')
    await wipe('7')
    expect(await take('9', 2), 'lease 7 is over').toMatchObject({ of: 2 })
  })

  test('wait while the description of the cards cannot be read', async () => {
    const { state, restart } = await machine()
    const { take } = await restart()
    state.there = null
    await expect(take('7', 1)).rejects.toThrow('cannot be read')
    state.there = gpus
    expect((await take('7', 1))?.ids).toHaveLength(1)
  })

  test('are all of a machine that cannot be divided, and none beside a lease of an older agent', async () => {
    const { state, restart } = await machine()
    state.there = null
    expect(await (await restart()).take('7', 1)).toBeNull()
    state.there = gpus
    await expect((await restart()).take('8', 1)).rejects.toThrow('lease 7 has all of this machine')
  })

  test('are not chosen before the machine shows its GPUs, so that a lease does not get all of them', async () => {
    const { state, restart } = await machine()
    state.there = 'unknown'
    const { take, running, chosen } = await restart()
    const tries = await Promise.allSettled([take('7', 1), take('8', 8)])
    expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(running.size, 'nothing is stored').toBe(0)
    state.there = gpus
    expect((await take('7', 1))?.ids).toEqual([gpus[0]?.id])
    expect(chosen.mayUse({ gpus: { ids: [gpus[0]?.id ?? ''], of: 8 } }, gpus[1]?.file ?? '')).toBe(false)
  })

  test('are all devices only when no other lease holds some of them', async () => {
    const { state, restart } = await machine()
    await (await restart()).take('7', 1)
    // The provider sets CONTAINER_WHOLE=true or chooses gVisor, and the agent restarts.
    state.there = null
    const whole = await restart()
    expect(await whole.take('7', 1), 'lease 7 keeps its GPU').toEqual({ ids: [gpus[0]?.id], of: 8 })
    await expect(whole.take('8', 8)).rejects.toThrow('the devices of lease 8 are still held by lease 7')
    await whole.wipe('7')
    expect(await whole.take('8', 8)).toBeNull()
  })

  test('are all devices for a lease of all GPUs, if fewer are described than the node is listed with', async () => {
    const { state, restart } = await machine()
    Object.assign(state, { there: gpus.slice(0, 1), ofNode: 8 })
    const { take, wipe } = await restart()
    expect(await take('7', 1), 'a part is never more than its renter pays for').toEqual({ ids: [gpus[0]?.id], of: 1 })
    await expect(take('8', 8)).rejects.toThrow('still held by lease 7')
    await wipe('7')
    expect(await take('8', 8)).toBeNull()
  })

  test('are not fewer than a lease of all GPUs pays for, if a card is lost', async () => {
    const { state, restart } = await machine()
    state.ofNode = 8
    const { take } = await restart()
    state.there = gpus.slice(1)
    await expect(take('7', 8)).rejects.toThrow('7 of the 7 GPUs of this machine are free')
  })

  test('are all of a machine that is listed with one slot, also before it shows them', async () => {
    for (const there of [gpus, gpus.slice(1, 2), 'unknown'] as const) {
      const { state, restart } = await machine()
      Object.assign(state, { there, ofNode: 1 })
      expect(await (await restart()).take('7', 1)).toBeNull()
    }
  })

  test('are looked for again only while nothing is known of them', async () => {
    let looks = 0
    const chosen = new LeaseGpus({
      gpus: async () => {
        looks += 1
        if (looks < 3) throw new Error('not known yet')
        return gpus
      },
    })
    for (let round = 0; round < 5; round += 1) await chosen.lookUntilKnown()
    expect(looks).toBe(3)
  })
})

describe('the GPUs that do not respond', () => {
  const lostAt = (...indexes: number[]) => gpus.map((gpu, index) => (indexes.includes(index) ? { ...gpu, isLost: true } : gpu))
  const count = ({ chosen, running }: Awaited<ReturnType<Awaited<ReturnType<typeof machine>>['restart']>>, ofNode = 8) =>
    chosen.countLost({ holders: [...running.values()], ofNode })

  test('are counted without those that a lease holds, on the way down and up', async () => {
    const { state, restart } = await machine()
    const agent = await restart()
    expect(await count(agent)).toBe(0)
    state.there = lostAt(0, 5)
    expect(await count(agent)).toBe(2)
    await agent.take('7', 2)
    state.there = lostAt(0, 1, 5)
    expect(await count(agent), 'lease 7 holds GPU 1').toBe(2)
    await agent.wipe('7')
    expect(await count(agent)).toBe(3)
    state.there = gpus
    expect(await count(agent)).toBe(0)
  })

  test('include those that the driver reports, and cards that the machine no longer shows', async () => {
    const { state, restart } = await machine()
    const agent = await restart()
    await agent.take('7', 1)
    agent.chosen.noteLost(new Set([gpus[3]?.id ?? '', gpus[0]?.id ?? '']))
    expect(await count(agent)).toBe(1)
    state.there = gpus.slice(2)
    expect(await count(agent), 'GPU 0 is gone and held, GPU 1 is gone, GPU 3 is lost').toBe(2)
    state.there = 'unknown'
    expect(await count(agent), 'the last count remains').toBe(2)
    state.there = null
    expect(await count(agent)).toBe(2)
  })

  test('count for a machine with one slot only if none responds, and for a machine without single GPUs not at all', async () => {
    const { state, restart } = await machine()
    const agent = await restart()
    state.there = lostAt(0)
    expect(await count(agent, 1)).toBe(0)
    state.there = lostAt(0, 1, 2, 3, 4, 5, 6, 7)
    expect(await count(agent, 1)).toBe(1)
    const other = await machine()
    other.state.there = null
    expect(await count(await other.restart())).toBe(0)
  })
})

test('a proof may not use a GPU that a lease has, nor any GPU if the files are unknown', async () => {
  const { state, restart } = await machine()
  const { take, chosen } = await restart()
  const share = { gpus: await take('7', 2) }
  expect(gpus.map(({ file }) => chosen.mayUse(share, file))).toEqual([true, true, ...Array(6).fill(false)])
  expect(chosen.mayUse(share, null)).toBe(true)
  expect(chosen.mayUse({ gpus: null }, '/dev/nvidia0')).toBe(true)
  state.there = gpus.map((gpu) => ({ ...gpu, file: null }))
  await chosen.look()
  expect(chosen.mayUse(share, '/dev/nvidia0')).toBe(true)
})

test('starts and ends in any order never give a GPU to two leases', () => {
  const steps = fc.array(fc.record({ leaseId: fc.integer({ min: 1, max: 9 }).map(String), gpus: fc.integer({ min: 0, max: 8 }) }), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (all) => {
      const held = new Map<string, { leaseId: string; gpus: ReturnType<typeof chooseGpus> }>()
      for (const step of all) {
        const { leaseId } = step
        // The number 0 means that the lease ends.
        if (step.gpus === 0) held.delete(leaseId)
        if (step.gpus === 0 || held.has(leaseId)) continue
        const taken = [...held.values()].reduce((sum, one) => sum + one.gpus.ids.length, 0)
        const choose = () => chooseGpus(step, { gpus, holders: [...held.values()] })
        if (taken + step.gpus > gpus.length) expect(choose).toThrow('are free')
        else held.set(leaseId, { leaseId, gpus: choose() })
        const ids = [...held.values()].flatMap((one) => one.gpus.ids)
        expect(new Set(ids).size).toBe(ids.length)
      }
    }),
  )
})

test('the shell of a lease names its part of the machine, unless it has all', () => {
  expect(shareText({ ids: ['0000:00:00.0'], of: 8 })?.en).toBe('This lease has 1 of the 8 GPUs, and the same part of the cores, memory and disk.\r\n')
  expect([shareText(null), shareText({ ids: ['0000:00:00.0'], of: 1 })]).toEqual([null, null])
})
