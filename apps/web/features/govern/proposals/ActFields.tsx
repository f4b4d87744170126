'use client'
import { directoryNames, upgradeableContracts } from '@infinitio/chain'
import { bountyCategories, parsePt } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type FieldKind, fieldsOf, isFieldWrong, type Typed } from '#web/features/govern/proposals/actDraft.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

export type ActFieldsProps = { readonly kind: FieldKind; readonly typed: Typed; readonly onTyped: (typed: Typed) => void }

const decimal = ['perEpoch', 'callValue', 'amount', 'price', 'vram', 'reward', 'openDays', 'workDays']
const mostLetters: Readonly<Record<string, number>> = { wanted: 1_300, reason: 280, callData: 16_386 }
const chosen = ['source', 'class', 'contract', 'category', 'forClass', 'forRegion']

/** The fields in which each kind of proposal is typed (such as a grant, a GPU class or an upgrade), except parameter changes. */
export function ActFields({ kind, typed, onTyped }: ActFieldsProps) {
  const t = useTranslations('govern.propose.field')
  const account = useAccount()
  const lacks = useLacks({ kind, typed })
  return fieldsOf[kind].map((field) => {
    const onValue = (value: string) => onTyped({ ...typed, [field]: value })
    if (chosen.includes(field)) return <ChoiceField key={field} field={field} value={typed[field] ?? ''} onValue={onValue} />
    const own = kind === 'grant' && field === 'to' && typeof account === 'string' && typed[field] !== account ? account : null
    return (
      <Field
        key={field}
        label={t(`${field}.label` as never)}
        hint={
          own === null ? (
            t(`${field}.hint` as never)
          ) : (
            <>
              {t(`${field}.hint` as never)}{' '}
              <button type="button" className="link" onClick={() => onValue(own)}>
                {t('to.own')}
              </button>
            </>
          )
        }
        error={
          isFieldWrong(field, typed)
            ? t(`${field}.wrong` as never)
            : field === 'amount' && lacks !== null
              ? t('amount.lacks', { amount: lacks })
              : undefined
        }
      >
        {(names) =>
          field === 'wanted' || field === 'callData' ? (
            <TextArea
              {...names}
              className={field === 'callData' ? 'mono' : undefined}
              rows={4}
              maxLength={mostLetters[field]}
              value={typed[field] ?? ''}
              onChange={({ target }) => onValue(target.value)}
            />
          ) : (
            <TextInput
              {...names}
              className={field === 'to' || field === 'callTo' ? 'mono' : undefined}
              inputMode={decimal.includes(field) ? 'decimal' : 'text'}
              spellCheck={false}
              autoComplete="off"
              maxLength={mostLetters[field] ?? 80}
              value={typed[field] ?? ''}
              suffix={suffixOf(field, typed)}
              onChange={({ target }) => onValue(target.value)}
            />
          )
        }
      </Field>
    )
  })
}

function suffixOf(field: string, typed: Typed): string | undefined {
  if (field === 'perEpoch') return 'PT'
  if (field === 'price') return 'PT/h'
  if (field === 'vram') return 'GB'
  if (field === 'reward') return 'G'
  if (field === 'openDays' || field === 'workDays') return 'd'
  if (field === 'amount') return (typed['source'] ?? 'treasuryG') === 'treasuryG' ? 'G' : 'PT'
  return undefined
}

/** A fund from which a grant is paid: the treasury (PToken or G) or the surplus. */
type Fund = { readonly units: bigint; readonly text: string }

/** Returns the current balance of the fund of a grant, in base units and as text. Undefined until it is read, or if `isWanted` is false. */
function useFund(source: string, isWanted: boolean): Fund | undefined {
  const { data: govern } = useQuery({ ...governQuery(browserApi), enabled: isWanted })
  if (!isWanted || govern === undefined || govern.dao === null) return undefined
  const { treasury } = govern.dao
  if (source !== 'treasuryPt' && source !== 'surplus') return { units: BigInt(treasury.g), text: gText(treasury.g) }
  const units = BigInt(source === 'surplus' ? govern.reserve.surplus : treasury.pToken)
  return { units, text: `${amountText(units)}\u00a0PT` }
}

/**
 * For a grant, returns the balance of its fund as text if the typed amount is above this balance. Returns null if the fund has enough, and for every other kind
 * of proposal.
 */
function useLacks({ kind, typed }: Pick<ActFieldsProps, 'kind' | 'typed'>): string | null {
  const fund = useFund(typed['source'] ?? '', kind === 'grant')
  const amount = parsePt(typed['amount'] ?? '')
  return fund === undefined || amount === null || amount <= fund.units ? null : fund.text
}

function ChoiceField({ field, value, onValue }: { readonly field: string; readonly value: string; readonly onValue: (value: string) => void }) {
  const t = useTranslations('govern.propose.field')
  const categories = useTranslations('govern.bounties.category')
  const regionName = useRegionName()
  const classes = useQuery({ ...classesQuery(browserApi), enabled: field === 'class' || field.startsWith('for') })
  const fund = useFund(value, field === 'source')
  const sources = ['treasuryG', 'treasuryPt', 'surplus'].map((one) => [one, t(`source.${one}` as never)] as const)
  const options =
    field === 'source'
      ? sources
      : field === 'category'
        ? bountyCategories.map((one) => [one, categories(one)] as const)
        : field === 'contract'
          ? upgradeableContracts.map((one) => [one, directoryNames[one]] as const)
          : field === 'forRegion'
            ? [
                ['', t('forRegion.any')] as const,
                ...(classes.data?.regions ?? []).map(({ regionId, name }) => [`${regionId}`, regionName(name)] as const),
              ]
            : [
                ['', t(field === 'forClass' ? 'forClass.any' : 'class.choose')] as const,
                ...(classes.data?.classes ?? []).map(({ classId, name }) => [`${classId}`, givenName(name)] as const),
              ]
  return (
    <Field
      label={t(`${field}.label` as never)}
      hint={[t(`${field}.hint` as never), ...(fund === undefined ? [] : [t('source.has', { amount: fund.text })])].join(' ')}
    >
      {(names) => (
        <SelectInput {...names} value={value} onChange={({ target }) => onValue(target.value)}>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}
