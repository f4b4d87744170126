'use client'
import type { NodeSigningWire } from '@infinitio/domain/wire'
import { getFleetSigning } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'

const RemoveDialog = dynamic(() => import('#web/features/machine/RemoveDialog.tsx').then((module) => module.RemoveDialog), { ssr: false })
const RevokeDialog = dynamic(() => import('#web/features/machine/RevokeDialog.tsx').then((module) => module.RevokeDialog), { ssr: false })

type Mandate = NonNullable<NodeSigningWire['mandate']>

/** Lets the owner of a machine revoke its signing permission, and remove the machine from the market, both with the wallet. */
export function LeavePanel({ machine }: { readonly machine: Machine }) {
  const { data } = useQuery({
    queryKey: ['provider', 'signing'],
    queryFn: () => getFleetSigning(browserApi),
    enabled: machine.node.state !== 'retired',
  })
  const account = useAccountAddress()
  return <LeaveActs machine={machine} mandate={mandateOf(data?.nodes ?? [], { node: machine.node.node, account })} />
}

/**
 * Returns the signing permission that a machine has, as its agent reports it. Null if it has none, or if the permission is for another machine or from another
 * account. A hacked machine can report an older permission, or one that the account never signed.
 */
export function mandateOf(nodes: readonly NodeSigningWire[], { node, account }: { readonly node: string; readonly account: string }): Mandate | null {
  const mandate = nodes.find((one) => one.node === node)?.mandate ?? null
  return mandate !== null && mandate.node === node && mandate.provider.toLowerCase() === account.toLowerCase() ? mandate : null
}

/** The text and buttons of `LeavePanel`. Shows a retired machine only how to clean the computer. */
export function LeaveActs({ machine, mandate }: { readonly machine: Machine; readonly mandate: Mandate | null }) {
  const t = useTranslations('machine.leave')
  const [open, setOpen] = useState<'revoke' | 'remove' | null>(null)
  const close = () => setOpen(null)
  if (machine.node.state === 'retired')
    return (
      <Panel className="mt-5" title={t('title')}>
        <p className="panel-body t13">{t.rich('retired', { command: (words) => <code>{words}</code> })}</p>
      </Panel>
    )
  return (
    <Panel className="mt-5" title={t('title')}>
      <div className="panel-body stack g4 t13">
        {mandate !== null && (
          <div className="stack g2">
            <p>
              {t.rich('permission', {
                price: amountText(BigInt(mandate.minPricePerGpuSecond) * 3_600n),
                about: () => <About units={BigInt(mandate.minPricePerGpuSecond) * 3_600n} />,
                moment: dayMinuteText(mandate.until),
              })}
            </p>
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
      {open === 'revoke' && mandate !== null && <RevokeDialog name={machine.node.name} mandate={mandate} onClose={close} />}
      {open === 'remove' && <RemoveDialog machine={machine} onClose={close} />}
    </Panel>
  )
}
