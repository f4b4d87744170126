import { type Client, type NodeRegistration, registerNodes, supportProviders } from '@infinitio/sdk'
import { toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { TestHouse } from '../house/startTestHouse.ts'

const atOnce = 100
const daySeconds = 86_400n

/** Registers so many machines of class 0 on the chain for an account, bonded by the house's own provider. No agent runs on them: they are silent. */
export async function registerFleet(
  house: TestHouse,
  { client, privateKey, nodes }: { client: Client; privateKey: `0x${string}`; nodes: number },
): Promise<void> {
  const [{ addresses }, { classes, regions }, main] = await Promise.all([client.getChain(), client.getClasses(), client.getProviderKey()])
  const slot = classes.find(({ classId }) => classId === 0)
  const bondAmount = BigInt(nodes) * daySeconds * BigInt(slot?.referencePricePerGpuSecond ?? 0)
  const provider = privateKeyToAccount(privateKey).address.toLowerCase()
  const supports = [{ provider, bondAmount, nativeWei: 10n ** 19n }]
  await supportProviders({ rpcUrl: house.rpcUrl, addresses, privateKey: main.privateKey as `0x${string}`, supports })
  const facts = { classId: 0, regionId: regions[0]?.regionId ?? 0, gpus: 1, vramGib: 0, cpuCores: 2, ramGib: 4, diskGib: 20, networkMbps: 100 }
  for (let from = 0; from < nodes; from += atOnce) {
    const registrations = Array.from({ length: Math.min(atOnce, nodes - from) }, (_, at): NodeRegistration => {
      const key = toHex(BigInt(from + at + 1), { size: 32 })
      return { ...facts, nodeKey: privateKeyToAccount(generatePrivateKey()).address, hostKey: key, boxKey: key }
    })
    await registerNodes({ rpcUrl: house.rpcUrl, addresses, privateKey, registrations })
  }
}
