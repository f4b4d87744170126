import { isPlainReviewText, reviewLimits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'

type ReviewTextFieldProps = { readonly label: string; readonly value: string; readonly onValue: (value: string) => void }

/** Returns the text as it is signed: without space at its ends, with one kind of line end, and with spaces instead of tabs. */
export function signedText(value: string): string {
  return value.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').trim()
}

/** A field for the plain text of a review or an answer. If the text is too long, or has a character that is not allowed, it shows an error. */
export function ReviewTextField({ label, value, onValue }: ReviewTextFieldProps) {
  const t = useTranslations('reviews')
  const text = signedText(value)
  const [length, lines] = [[...text].length, text.split('\n').length]
  const error =
    length > reviewLimits.text || lines > reviewLimits.lines
      ? t('tooLong', { characters: length, lines })
      : isPlainReviewText(text)
        ? undefined
        : t('badCharacter')
  return (
    <Field label={label} hint={t('textHint', { characters: reviewLimits.text, lines: reviewLimits.lines })} error={error}>
      {(names) => <TextArea {...names} rows={5} spellCheck dir="auto" value={value} onChange={({ target }) => onValue(target.value)} />}
    </Field>
  )
}
