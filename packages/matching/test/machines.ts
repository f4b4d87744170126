import { bps, pTokenUnits } from '@infinitio/domain'
import { type AnyBook, nodeOf, otherProvider, placeAsk, renter } from './marketScene.ts'
import { type Scene, sceneOf } from './scene.ts'

/**
 * A machine: its GPUs, its region (1 by default), and its asks as [minGpus, maxGpus, price]. Of two asks, the first is private to `renter`, because a machine
 * has only one public ask.
 */
export type Machine = { readonly gpus: number; readonly region?: number; readonly asks: readonly (readonly [number, number, number])[] }

/** Returns the id of the machine at an index of the list for `marketOf`. */
export function machineOf(at: number) {
  return nodeOf(10 + at)
}

/** Creates a scene under one version of the rules, with a fee of 25 basis points. Only these machines have open asks in it. */
export function marketOf(
  book: AnyBook,
  machines: readonly Machine[],
  { version = 6, relayFee = 0n }: { version?: number; relayFee?: bigint } = {},
): Scene {
  const scene = sceneOf(book)
  scene.play({ kind: 'Upgrade', version, feeBps: bps(25n), relayFee: pTokenUnits(relayFee) })
  scene.play({ kind: 'RegionAdded', regionId: 2 })
  for (const [at, { gpus, region = 1, asks }] of machines.entries()) {
    const node = machineOf(at)
    scene.play({ kind: 'NodeRegistered', node, provider: otherProvider, classId: 1, regionId: region, gpus, vramGib: 80 })
    for (const [place, [minGpus, maxGpus, price]] of asks.entries()) {
      const isPrivate = asks.length > 1 && place === 0
      const terms = {
        node,
        provider: otherProvider,
        minGpus,
        maxGpus,
        pricePerGpuSecond: pTokenUnits(BigInt(price)),
        nonce: BigInt(100 * at + place),
      }
      scene.play(placeAsk(`ask ${at} ${place}`, { ...terms, ...(isPrivate ? { privateRenter: renter } : {}) }))
    }
  }
  return scene
}
