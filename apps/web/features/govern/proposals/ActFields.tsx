'use client'
import { directoryNames, upgradeableContracts } from '@infinitio/chain'
import { bountyCategories } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type FieldKind, fieldsOf, isFieldWrong, type Typed } from '#web/features/govern/proposals/actDraft.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { type Dao, governQuery } from '#web/parts/govern/governQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

export type ActFieldsProps = { readonly kind: FieldKind; readonly typed: Typed; readonly onTyped: (typed: Typed) => void }

const decimal = ['perEpoch', 'callValue', 'amount', 'price', 'vram', 'reward', 'openDays', 'workDays']
const mostLetters: Readonly<Record<string, number>> = { wanted: 1_300, reason: 280, callData: 16_386 }
const chosen = ['source', 'class', 'contract', 'category', 'forClass', 'forRegion']

/** The fields in which each kind of proposal is typed (such as a grant, a GPU class or an upgrade), except parameter changes. */
export function ActFields({ kind, typed, onTyped }: ActFieldsProps) {
  const t = useTranslations('govern.propose.field')
  const account = useAccount()
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
        error={isFieldWrong(field, typed) ? t(`${field}.wrong` as never) : undefined}
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
  if (field === 'vram') return 'GiB'
  if (field === 'reward') return 'G'
  if (field === 'openDays' || field === 'workDays') return 'd'
  if (field === 'amount') return (typed['source'] ?? 'treasuryG') === 'treasuryG' ? 'G' : 'PT'
  return undefined
}

/** Returns the current balance, as text, of the fund from which a grant is paid: the treasury (PToken or G) or the surplus. */
function balanceText(source: string, treasury: Dao['treasury'], surplus: string): string {
  if (source === 'treasuryPt') return `${amountText(BigInt(treasury.pToken))}\u00a0PT`
  return source === 'surplus' ? `${amountText(BigInt(surplus))}\u00a0PT` : gText(treasury.g)
}

function ChoiceField({ field, value, onValue }: { readonly field: string; readonly value: string; readonly onValue: (value: string) => void }) {
  const t = useTranslations('govern.propose.field')
  const categories = useTranslations('govern.bounties.category')
  const regionName = useRegionName()
  const classes = useQuery({ ...classesQuery(browserApi), enabled: field === 'class' || field.startsWith('for') })
  const { data: govern } = useQuery({ ...governQuery(browserApi), enabled: field === 'source' })
  const has =
    field === 'source' && govern !== undefined && govern.dao !== null ? balanceText(value, govern.dao.treasury, govern.reserve.surplus) : null
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
                ...(classes.data?.classes ?? []).map(({ classId, name }) => [`${classId}`, name] as const),
              ]
  return (
    <Field
      label={t(`${field}.label` as never)}
      hint={[t(`${field}.hint` as never), ...(has === null ? [] : [t('source.has', { amount: has })])].join(' ')}
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
