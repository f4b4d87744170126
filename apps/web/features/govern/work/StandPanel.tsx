'use client'
import { usePanels } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { GovernAccountWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { governAccountQuery } from '#web/parts/govern/governQueries.ts'
import { useOwnG } from '#web/parts/govern/useOwnG.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type Drawn = NonNullable<GovernAccountWire['drawn']>
type Membership = Drawn['lists'][number]
type StandPanelProps = { readonly list: Membership['list']; readonly contracts: { readonly panels: string; readonly gToken: string } }

/** Lets an account join or leave the list from which reviewers of bounties or auditors of proofs are selected at random, and shows its bond. */
export function StandPanel(props: StandPanelProps) {
  const waiting = <Skeleton width="100%" height={200} />
  const t = useTranslations('govern')
  const account = useAccount() ?? ''
  const query = useQuery({ ...governAccountQuery(browserApi, account), enabled: account !== '' })
  return (
    <WalletBoundary waiting={waiting}>
      <QueryView query={query} failed={t('failed')} skeleton={waiting}>
        {({ drawn, blockTimestamp, stake }) => {
          const own = drawn?.lists.find(({ list }) => list === props.list)
          if (drawn === null || stake === null || own === undefined) return null
          return <Act {...props} drawn={drawn} own={own} now={blockTimestamp} account={account} />
        }}
      </QueryView>
    </WalletBoundary>
  )
}

/** Returns the choices for the bond of a reviewer or auditor, as multiples of the least bond. */
function timesOf({ bond, mostBond }: Drawn): string[] {
  return Array.from({ length: Number(BigInt(mostBond) / BigInt(bond)) }, (_, at) => `${at + 1}`)
}

type ActProps = StandPanelProps & {
  readonly drawn: Drawn
  readonly own: Membership
  readonly now: number
  readonly account: string
}

function Act({ list, contracts, drawn, own, now, account }: ActProps) {
  const t = useTranslations('govern.stand')
  const queryClient = useQueryClient()
  const { panels, gToken } = contracts
  const acts = useTranslatedRefusals(usePanels({ panels: address(panels), gToken: address(gToken), list }, address(account.toLowerCase())))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const network = { name: t('network'), amount: t(own.state === 'out' ? 'two' : 'one'), tone: 'small' as const }
  const terms = { list, fine: gText(drawn.fine) }
  const [times, setTimes] = useState('1')
  const bond = BigInt(drawn.bond) * BigInt(times)
  const { short } = useOwnG(bond)
  if (own.state === 'out')
    return (
      <ActPanel
        title={t(`title.${list}`)}
        text={t('out', terms)}
        lines={[network, { name: t('bond'), amount: exactGText(bond.toString()), tone: 'total' }]}
        label={t('join')}
        reason={short}
        send={() => acts.join(bond)}
        onDone={onDone}
      >
        <Field label={t('bondField.label')} hint={t('bondField.hint')}>
          {(names) => (
            <SelectInput {...names} value={times} onChange={({ target }) => setTimes(target.value)}>
              {timesOf(drawn).map((one) => (
                <option key={one} value={one}>
                  {gText((BigInt(drawn.bond) * BigInt(one)).toString())}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </ActPanel>
    )
  if (own.state === 'in')
    return (
      <ActPanel
        title={t(`member.${list}`)}
        text={t('in', { ...terms, count: own.openPanels })}
        lines={[network, { name: t('held'), amount: exactGText(own.bond), tone: 'total' }]}
        label={t('resign')}
        send={() => acts.resign()}
        onDone={onDone}
      />
    )
  const moment = momentText(own.bondFrom ?? now)
  const isHeld = own.openPanels > 0 || own.bondFrom === null || now < own.bondFrom
  return (
    <ActPanel
      title={t(`title.${list}`)}
      text={isHeld ? null : t('leftOver', { moment, count: own.openPanels })}
      lines={[network, { name: t('returns'), amount: exactGText(own.bond), tone: 'total' }]}
      label={t('withdraw')}
      reason={isHeld ? t('leftHeld', { moment, count: own.openPanels }) : null}
      send={() => acts.withdraw()}
      onDone={onDone}
    />
  )
}
