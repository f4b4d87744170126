import { useBondPerGpu } from '@infinitio/chain/react'
import { hex32 } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { mostText } from '#web/parts/format/sumTexts.ts'
import { mostCompensation } from '#web/parts/lease/mostCompensation.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type CompensationCapProps = { readonly node: string; readonly gpus: number }

/** Shows the most that renters of a machine can get from its bond if the machine is lost. Shows nothing until the chain has answered. */
export function CompensationCap(props: CompensationCapProps) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (chain === undefined) return null
  return (
    <WalletBoundary waiting={null}>
      <CapOfChain {...props} chain={chain} />
    </WalletBoundary>
  )
}

function CapOfChain({ node, gpus, chain }: CompensationCapProps & { readonly chain: ChainWire }) {
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const { data: bondPerGpu } = useBondPerGpu({ addresses, nodeId: hex32(node) })
  return bondPerGpu === undefined ? null : <CapText gpus={gpus} bondPerGpu={bondPerGpu} />
}

/** The sentence about the limit. `bondPerGpu` is the bond of one GPU in PToken base units. */
export function CapText({ gpus, bondPerGpu }: { readonly gpus: number; readonly bondPerGpu: bigint }) {
  const t = useTranslations('faults.penalties')
  const cap = mostCompensation({ gpus, pricePerGpuSecond: null, bondPerGpu }) ?? 0n
  return <p className="panel-foot">{t.rich('cap', { amount: mostText(cap), bond: amountText(bondPerGpu), about: () => <About units={cap} /> })}</p>
}
