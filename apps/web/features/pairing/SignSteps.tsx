'use client'
import { useBond, useRegisteredMachine, useTokenBalances } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { type ChainWire, pairedNode, type PairingWire } from '@infinitio/domain/wire'
import { getListing } from '@infinitio/sdk'
import type { BrowserPairing } from '@infinitio/sdk/pairing'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { BondStep } from '#web/features/pairing/BondStep.tsx'
import { PermissionStep } from '#web/features/pairing/PermissionStep.tsx'
import { RegisterStep } from '#web/features/pairing/RegisterStep.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

type SignStepsProps = { readonly pairing: PairingWire; readonly own: BrowserPairing; readonly chain: ChainWire; readonly account: string }

const bondSeconds = 86_400n
/** The interval between two reads of the final block and of the wallet, in milliseconds. */
const stepMs = 5_000

/**
 * Leads the owner of the wallet through three steps: paying the bond, registering the machine, and allowing the machine to sign. The chain shows which steps
 * are complete. So a person who returns with a new link continues after those steps and pays nothing twice.
 */
export function SignSteps({ pairing, own, chain: known, account }: SignStepsProps) {
  const t = useTranslations('pair')
  const { data: newest } = useQuery({ ...chainQuery(browserApi), refetchInterval: stepMs })
  const chain = newest ?? known
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const { machine } = pairing.offer
  const nodeId = pairedNode(pairing.offer, account)
  const of = { addresses, account: address(account) }
  const registered = useRegisteredMachine({ addresses, nodeId })
  const final = useRegisteredMachine({ addresses, nodeId, blockNumber: BigInt(chain.finalBlockNumber) })
  const bond = useBond(of)
  // The missing PT may have been sent from another tab.
  const balances = useTokenBalances({ ...of, everyMs: stepMs })
  const gpuClass = catalogue?.classes.find(({ classId }) => classId === machine.classId)
  if (registered.isError || bond.isError) return <Callout tone="warn">{t('chainAway')}</Callout>
  if (registered.data === undefined || bond.data === undefined || gpuClass === undefined) return <Skeleton width="100%" height={280} />
  if (registered.data.isRetired) return <Callout tone="warn">{t('retired')}</Callout>
  const needed = BigInt(machine.gpus) * bondSeconds * BigInt(gpuClass.referencePricePerGpuSecond)
  const free = bond.data.bonded > bond.data.required ? bond.data.bonded - bond.data.required : 0n
  const short = registered.data.isRegistered || free >= needed ? 0n : needed - free
  const reload = () => void Promise.all([registered.refetch(), bond.refetch(), balances.refetch()])
  if (short > 0n) return <BondStep {...of} {...{ needed, free, short, wallet: balances.data?.pToken ?? null, onDone: reload }} />
  if (!registered.data.isRegistered) return <RegisterStep {...{ addresses, machine, onDone: reload }} />
  if (pairing.permission === null) return <PermissionStep {...{ own, chain, machineNonce: pairing.machineNonce }} />
  return <PairedStep nodeId={nodeId} isFinal={final.data?.isRegistered === true} />
}

/** Shows that the wallet has signed everything, and links the listing once the machine has listed itself. */
function PairedStep({ nodeId, isFinal }: { readonly nodeId: string; readonly isFinal: boolean }) {
  const t = useTranslations('pair.done')
  const { data } = useQuery({
    queryKey: ['pairing', 'listing', nodeId],
    queryFn: () => getListing(browserApi, { node: nodeId, query: {} }).catch(() => null),
    refetchInterval: ({ state }) => (state.data?.listing ? false : 3_000),
  })
  const isListed = data?.listing != null
  return (
    <Callout
      tone="go"
      alert
      action={
        <Link className="link" href={isListed ? `/gpus/${nodeId}` : '/provide'}>
          {t(isListed ? 'toListing' : 'toProvide')}
        </Link>
      }
    >
      {t(isListed ? 'listed' : 'signed')} <FinalBadge final={isFinal} />
    </Callout>
  )
}
