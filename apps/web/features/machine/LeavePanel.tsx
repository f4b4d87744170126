'use client'
import type { NodeSigningWire } from '@infinitio/domain/wire'
import { getFleetSigning, isMandateSigned } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { BondLink } from '#web/features/machine/BondLink.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { pageRpcUrl } from '#web/parts/chain/pageRpcUrl.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'

const RemoveDialog = dynamic(() => import('#web/features/machine/RemoveDialog.tsx').then((module) => module.RemoveDialog), { ssr: false })
const RevokeDialog = dynamic(() => import('#web/features/machine/RevokeDialog.tsx').then((module) => module.RevokeDialog), { ssr: false })

type Mandate = NonNullable<NodeSigningWire['mandate']>
/** A signing permission that a machine reports. `isSigned` is true if the provider's wallet signed it for this market. */
export type Permission = { readonly mandate: Mandate; readonly isSigned: boolean }

/** Lets the owner of a machine revoke its signing permission, and remove the machine from the market, both with the wallet. */
export function LeavePanel({ machine }: { readonly machine: Machine }) {
  const { data } = useQuery({
    queryKey: ['provider', 'signing'],
    queryFn: () => getFleetSigning(browserApi),
    enabled: machine.node.state !== 'retired',
  })
  const account = useAccountAddress()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const reported = reportedBy(data?.nodes ?? [], { node: machine.node.node, account })
  // The market has checked the signature. The page checks it again, so that the owner need not trust the market.
  const permission = useQuery({
    queryKey: ['provider', 'signing', 'checked', reported],
    queryFn: () => (reported === null || chain === undefined ? null : checkPermission(reported, chain)),
    enabled: reported !== null && chain !== undefined,
  })
  return <LeaveActs machine={machine} permission={permission.data ?? null} />
}

/** A signing permission with the signature that the machine reported for it; null if there is none that the market accepted. */
type Reported = { readonly mandate: Mandate; readonly mandateSignature: string | null }

/**
 * Returns the signing permission that a machine has, as its agent reports it. Null if it has none, or if the permission is for another machine or from another
 * account. A hacked machine can report an older permission.
 */
export function reportedBy(
  nodes: readonly NodeSigningWire[],
  { node, account }: { readonly node: string; readonly account: string },
): Reported | null {
  const { mandate = null, mandateSignature = null } = nodes.find((one) => one.node === node) ?? {}
  return mandate !== null && mandate.node === node && mandate.provider.toLowerCase() === account.toLowerCase() ? { mandate, mandateSignature } : null
}

async function checkPermission({ mandate, mandateSignature }: Reported, chain: Parameters<typeof isMandateSigned>[1]['chain']): Promise<Permission> {
  const isSigned = mandateSignature !== null && (await isMandateSigned({ mandate, mandateSignature }, { chain, rpcUrl: pageRpcUrl() }))
  return { mandate, isSigned }
}

/**
 * The text and buttons of `LeavePanel`. Offers to revoke also a permission without a valid signature, with a warning, because agents of older versions report no
 * signature. Its price and end are not shown, because the machine may have invented them. Shows a retired machine only how to clean the computer.
 */
export function LeaveActs({ machine, permission }: { readonly machine: Machine; readonly permission: Permission | null }) {
  const t = useTranslations('machine.leave')
  const [open, setOpen] = useState<'revoke' | 'remove' | null>(null)
  const close = () => setOpen(null)
  if (machine.node.state === 'retired')
    return (
      <Panel className="mt-5" title={t('title')}>
        <div className="panel-body stack g2 t13">
          <p>{t.rich('retired', { command: (words) => <code>{words}</code> })}</p>
          <BondLink />
        </div>
      </Panel>
    )
  return (
    <Panel className="mt-5" title={t('title')}>
      <div className="panel-body stack g4 t13">
        {permission !== null && (
          <div className="stack g2">
            {permission.isSigned ? <PermissionText mandate={permission.mandate} /> : <Callout tone="warn">{t('unsigned')}</Callout>}
            <p>
              <Button size="sm" onClick={() => setOpen('revoke')}>
                {t('revoke')}
              </Button>
            </p>
          </div>
        )}
        <p>{t('text')}</p>
        <p>
          <Button size="sm" onClick={() => setOpen('remove')}>
            {t('remove')}
          </Button>
        </p>
      </div>
      {open === 'revoke' && permission !== null && <RevokeDialog name={machine.node.name} mandate={permission.mandate} onClose={close} />}
      {open === 'remove' && <RemoveDialog machine={machine} onClose={close} />}
    </Panel>
  )
}

function PermissionText({ mandate }: { readonly mandate: Mandate }) {
  const t = useTranslations('machine.leave')
  const price = BigInt(mandate.minPricePerGpuSecond) * 3_600n
  return <p>{t.rich('permission', { price: amountText(price), about: () => <About units={price} />, moment: dayMinuteText(mandate.until) })}</p>
}
