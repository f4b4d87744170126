import type { Address, Hex32, TxHash } from '@infinitio/domain'
import { useCallback } from 'react'
import { encodeFunctionData } from 'viem'
import { useConfig, useReadContract } from 'wagmi'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** The hardware and keys of a machine as its wallet registers them. Keys are the node key's address and raw 32-byte public keys. */
export type MachineRegistration = {
  readonly nodeKey: string
  readonly hostKey: string
  readonly boxKey: string
  readonly classId: number
  readonly regionId: number
  readonly gpus: number
  readonly vramGib: number
  readonly cpuCores: number
  readonly ramGib: number
  readonly diskGib: number
  readonly networkMbps: number
}

/** The registration of a machine on the chain. */
export type RegisteredMachine = { readonly isRegistered: boolean; readonly isRetired: boolean }

/** Reads whether a machine is registered, at a block or at the newest block. Returns react-query's result. */
export function useRegisteredMachine({
  addresses,
  nodeId,
  blockNumber,
}: {
  readonly addresses: ChainAddresses
  readonly nodeId: Hex32
  readonly blockNumber?: bigint
}) {
  return useReadContract({
    address: addresses.nodeRegistry,
    abi: nodeRegistryAbi,
    functionName: 'nodeOf',
    args: [nodeId],
    blockNumber,
    query: { select: ({ provider, retired }): RegisteredMachine => ({ isRegistered: BigInt(provider) !== 0n, isRetired: retired }) },
  })
}

/**
 * Reads the bond for each GPU of a machine, in PToken base units: 24 hours of the reference price that its class had when the machine was registered. Returns
 * react-query's result.
 */
export function useBondPerGpu({ addresses, nodeId }: { readonly addresses: ChainAddresses; readonly nodeId: Hex32 }) {
  return useReadContract({ address: addresses.nodeRegistry, abi: nodeRegistryAbi, functionName: 'bondPerGpu', args: [nodeId] })
}

/**
 * Returns a function that registers a machine with the connected wallet. The function resolves when the transaction is mined, and throws like `sendAndWait`.
 */
export function useRegisterMachine(addresses: ChainAddresses): (machine: MachineRegistration) => Promise<TxHash> {
  const config = useConfig()
  return useCallback(
    ({ nodeKey, hostKey, boxKey, ...hardware }) => {
      const registration = { ...hardware, nodeKey: nodeKey as Address, hostKey: hostKey as Hex32, boxKey: boxKey as Hex32 }
      const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
      return sendAndWait(config, { to: addresses.nodeRegistry, data })
    },
    [config, addresses],
  )
}

/** The least gas limit of a retirement. The registry calls the directory, whose gas an estimate may not include. */
const leastRetireGas = 300_000n

/**
 * Returns a function that retires one of the wallet's machines permanently. Its bond is then free. The function does not end leases. It resolves when the
 * transaction is mined, and throws like `sendAndWait`.
 */
export function useRetireMachine(addresses: ChainAddresses): (nodeId: Hex32) => Promise<TxHash> {
  const config = useConfig()
  return useCallback(
    (nodeId) => {
      const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'retire', args: [nodeId] })
      return sendAndWait(config, { to: addresses.nodeRegistry, data }, { leastGas: leastRetireGas })
    },
    [config, addresses],
  )
}
