'use client'
import type { EmissionWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { AccountLink } from '#web/parts/explorer/AccountLink.tsx'
import { epochBoardQuery, epochsQuery } from '#web/parts/explorer/explorerQueries.ts'
import { AllLink, RowsPanel } from '#web/parts/explorer/ListPanel.tsx'
import { type SignedEpochs, signedEpochs } from '#web/features/explorer/signedEpochs.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { dayMinuteText, momentText } from '#web/parts/format/clockText.ts'
import { percentText } from '#web/parts/market/marketTexts.ts'

type ValidatorSet = NonNullable<NonNullable<EmissionWire['emission']>['set']>

const hourSeconds = 3_600
const wholeBps = 10_000n

/**
 * Lists the current validators, their bonds, and the epochs (hours) of the last day that each signed. With `isLook`, shows a short preview with a link to the
 * whole list.
 */
export function ValidatorList({ isLook = false }: { readonly isLook?: boolean }) {
  const t = useTranslations('explorer.validators')
  const query = useQuery(epochsQuery(browserApi))
  const { data: board } = useQuery(epochBoardQuery(browserApi))
  if (query.data === undefined && query.isError) return <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  const set = query.data?.emission?.set
  const signed = signedEpochs(board?.items ?? [])
  const staked = set?.members.reduce((sum, { stake }) => sum + BigInt(stake), 0n) ?? 0n
  const columns = [
    { name: t('validator') },
    { name: t('stake'), className: 'n' },
    { name: t('share'), className: 'n hide-s' },
    { name: t('signed'), className: 'n' },
    { name: t('day'), className: 'hide-s' },
  ]
  return (
    <RowsPanel
      title={t('title')}
      note={set == null ? t('note') : t('noteOf', { count: set.members.length, moment: momentText(set.formedAt) })}
      end={isLook ? <AllLink href="/explorer/validators" /> : undefined}
      items={query.data === undefined ? undefined : [...(set?.members ?? [])].sort((one, other) => Number(BigInt(other.stake) - BigInt(one.stake)))}
      expected={4}
      empty={{ title: t('empty'), text: t('emptyText') }}
      columns={columns}
      foot={<p className="panel-foot t13 dim">{t('foot')}</p>}
    >
      {(member) => <ValidatorRow key={member.account} member={member} staked={staked} signed={signed} />}
    </RowsPanel>
  )
}

type ValidatorRowProps = { readonly member: ValidatorSet['members'][number]; readonly staked: bigint; readonly signed: SignedEpochs }

function ValidatorRow({ member: { account, stake }, staked, signed: { epochs, hasSigned } }: ValidatorRowProps) {
  const t = useTranslations('explorer.validators')
  const count = epochs.filter((epoch) => hasSigned(account, epoch)).length
  return (
    <tr>
      <td>
        <AccountLink account={account} />
      </td>
      <td className="n">
        <Amount units={stake} />
      </td>
      <td className="n hide-s">{percentText(staked === 0n ? null : Number((BigInt(stake) * wholeBps) / staked))}</td>
      <td className="n">{epochs.length === 0 ? t('unknown') : t('signedOf', { count, epochs: epochs.length })}</td>
      <td className="hide-s">
        <span className="epochs" aria-hidden>
          {epochs.map((epoch) => (
            <i key={epoch} className={hasSigned(account, epoch) ? 'on' : undefined} title={dayMinuteText(epoch * hourSeconds)} />
          ))}
        </span>
      </td>
    </tr>
  )
}
