'use client'
import type { ActContracts } from '@infinitio/chain'
import { useGoverning } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ActFields } from '#web/features/govern/proposals/ActFields.tsx'
import { actDraft, type BountyContext, type Draft, kindOf, proposalKinds, type Typed } from '#web/features/govern/proposals/actDraft.ts'
import { useEffectLine } from '#web/features/govern/proposals/EffectRow.tsx'
import { bountyContractsQuery } from '#web/features/govern/bounties/bountyQueries.ts'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { ParameterFields } from '#web/features/govern/proposals/ParameterFields.tsx'
import { ProposeSkeleton } from '#web/features/govern/proposals/ProposeSkeleton.tsx'
import { parameterDraft } from '#web/features/govern/proposals/parameterDraft.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type ProposeFormProps = {
  readonly account: string
  readonly dao: Dao
  readonly parameters: ParametersWire['items']
  readonly addresses: ActContracts['addresses']
  /** Of the account's stake, what no proposal has locked; null until it is read. */
  readonly free: bigint | null
  /** What the fields start with. */
  readonly start: Typed
}

/** What to change and why; before it is signed, from what to what, and what of the stake is locked. */
export function ProposeForm(props: ProposeFormProps) {
  return (
    <WalletBoundary waiting={<ProposeSkeleton />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ account, dao, parameters, addresses, free, start }: ProposeFormProps) {
  const t = useTranslations('govern.propose')
  const names = useTranslations('govern.proposal.changes.parameter')
  const [typed, setTyped] = useState(start)
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const chosen = parameters.find(({ name }) => name === typed['parameter']) ?? parameters[0]
  if (chosen === undefined) throw new Error('a DAO has parameters')
  const kind = kindOf(typed)
  const place = useBountyContext(kind === 'bounty')
  const line = useEffectLine(kind)
  const draft =
    kind === 'parameter'
      ? parameterDraft(chosen, { typed, name: (key) => names(key as never) })
      : actDraft(kind, { typed, contracts: { addresses, governance: dao.contracts }, place, line })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('kindLabel')}>
          {(field) => (
            <SelectInput {...field} value={kind} onChange={({ target }) => setTyped({ kind: target.value })}>
              {proposalKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kind.${one}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {kind === 'parameter' ? (
          <ParameterFields items={parameters} chosen={chosen} typed={typed} onTyped={setTyped} />
        ) : (
          <ActFields kind={kind} typed={typed} onTyped={setTyped} />
        )}
        {kind !== 'parameter' && BigInt(dao.staked) < BigInt(dao.rules.fullPowerStake) && (
          <Callout tone="warn">{t('notYet', { staked: gText(dao.staked), needed: gText(dao.rules.fullPowerStake) })}</Callout>
        )}
        <Field label={t('name')} hint={t('nameHint')}>
          {(field) => <TextInput {...field} maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t('why')} hint={t('whyHint')}>
          {(field) => <TextArea {...field} rows={4} maxLength={4_000} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
        <Proposing
          key={`${kind} ${chosen.name}`}
          {...{ account, dao, free, draft }}
          text={title.trim() === '' ? '' : `${title.trim()}\n\n${text.trim()}`.trim()}
        />
      </div>
    </Panel>
  )
}

/** Where a bounty is posted, once it is asked for. */
function useBountyContext(isWanted: boolean): BountyContext | null {
  const { data } = useQuery({ ...bountyContractsQuery(browserApi), enabled: isWanted })
  return data === undefined || data.contracts === null ? null : { bounties: address(data.contracts.bounties), now: data.blockTimestamp }
}

type ProposingProps = Pick<ProposeFormProps, 'account' | 'dao' | 'free'> & { readonly draft: Draft; readonly text: string }

/** From what to what, what of the stake is locked and until when, and the signature. */
function Proposing({ account, dao, free, draft, text }: ProposingProps) {
  const t = useTranslations('govern.propose')
  const queryClient = useQueryClient()
  const { governor } = dao.contracts
  const governing = useTranslatedRefusals(useGoverning({ contracts: { governor: address(governor) }, account: address(account) }))
  const [isProposed, setProposed] = useState(false)
  const bond = BigInt(dao.rules.proposalBond)
  const lacks = free !== null && free < bond
  return (
    <>
      <div className="gcall">
        <MoneyLines
          lines={[
            ...(draft.lines.length === 0 ? [{ name: t('changes'), amount: t('nothing') }] : draft.lines),
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('bond'), amount: exactGText(bond), tone: 'total' },
          ]}
        />
      </div>
      {lacks ? (
        <Callout tone="warn">
          {t('lacks', { free: gText(free), bond: gText(bond) })}{' '}
          <Link className="link" href="/govern/staking">
            {t('stake')}
          </Link>
        </Callout>
      ) : (
        <p className="t12 dim">{t('bondText')}</p>
      )}
      <TransactionButton
        label={t('send')}
        disabled={draft.calls === null || text === '' || lacks}
        send={() => governing.propose({ calls: draft.calls ?? [], text })}
        onDone={() => {
          setProposed(true)
          void queryClient.invalidateQueries({ queryKey: ['govern'] })
        }}
      />
      {isProposed && (
        <Link className="link t13" href="/govern/proposals">
          {t('see')}
        </Link>
      )}
    </>
  )
}
