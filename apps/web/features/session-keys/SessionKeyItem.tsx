'use client'
import type { SessionKeyWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { KeyTokens } from '#web/features/session-keys/KeyTokens.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

const KeyDialog = dynamic(() => import('#web/features/session-keys/KeyDialog.tsx').then((module) => module.KeyDialog), { ssr: false })
const RevokeDialog = dynamic(() => import('#web/features/session-keys/RevokeDialog.tsx').then((module) => module.RevokeDialog), { ssr: false })

/** Shows one session key: whether it is valid, its spending, its limits, and its actions. */
export function SessionKeyItem({ sessionKey, now }: { readonly sessionKey: SessionKeyWire; readonly now: number }) {
  const t = useTranslations('sessionKeys')
  const tStates = useTranslations('states')
  const [asked, setAsked] = useState<'change' | 'takeBack' | null>(null)
  const { key, state, total, spent, expiry, changedAt, changedTx, final } = sessionKey
  const close = () => setAsked(null)
  return (
    <li className="panel" aria-label={t('named', { key: shortHex(key) })}>
      <div className="panel-body stack g3">
        <div className="row wrap">
          <span className="mono t13" title={key}>
            {shortHex(key)}
          </span>
          <CopyButton text={key} label={tStates('copyNamed', { what: t('address') })} doneLabel={tStates('copied')} />
          <Badge tone={state === 'good' ? 'plain' : 'warn'}>{t(`state.${state}`)}</Badge>
          <FinalBadge final={final} />
          <span className="grow" />
          <Button size="sm" onClick={() => setAsked('change')}>
            {t(state === 'good' ? 'change' : 'giveAgain')}
          </Button>
          {state !== 'revoked' && (
            <Button size="sm" tone="ghost" onClick={() => setAsked('takeBack')}>
              {t('takeBack')}
            </Button>
          )}
        </div>
        <div className="stack g1">
          <progress className="budget" aria-label={t('spentLabel')} max={10_000} value={shareOf(spent, total)} />
          <p className="t13">{t('spent', { spent: amountText(BigInt(spent)), total: amountText(BigInt(total)) })}</p>
          {BigInt(spent) > 0n && (
            <p className="t12 dim">
              {t.rich('spentText', {
                link: (words) => (
                  <Link className="link" href="/leases">
                    {words}
                  </Link>
                ),
              })}
            </p>
          )}
        </div>
        {state !== 'revoked' && <Figures sessionKey={sessionKey} />}
        {state === 'good' && <KeyTokens sessionKey={sessionKey} />}
        <p className="t12 dim">
          {t(state === 'revoked' ? 'takenBackAt' : expiry < now ? 'ranOutAt' : 'until', {
            at: dayMinuteText(state === 'revoked' ? changedAt : expiry),
          })}{' '}
          <TxLink hash={changedTx} />
        </p>
      </div>
      {asked === 'change' && <KeyDialog known={key} now={now} onClose={close} />}
      {asked === 'takeBack' && <RevokeDialog sessionKey={sessionKey} onClose={close} />}
    </li>
  )
}

function Figures({ sessionKey: { dayCap, spentToday, promised, free } }: { readonly sessionKey: SessionKeyWire }) {
  const t = useTranslations('sessionKeys')
  const figures = {
    today: `${amountText(BigInt(spentToday))} / ${amountText(BigInt(dayCap))}`,
    promised: amountText(BigInt(promised)),
    free: amountText(BigInt(free)),
  }
  return (
    <dl className="keyfigures t13">
      {(['today', 'promised', 'free'] as const).map((name) => (
        <div key={name}>
          <dt className="dim">{t(name)}</dt>
          <dd>{figures[name]} PT</dd>
        </div>
      ))}
    </dl>
  )
}

/** Returns the spent share of a limit in basis points, rounded down. Returns 10,000 if the limit is zero. */
function shareOf(spent: string, total: string): number {
  return total === '0' ? 10_000 : Number((BigInt(spent) * 10_000n) / BigInt(total))
}
