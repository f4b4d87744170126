import { z } from 'zod'
import { languages } from '../../format/preferredLanguage.ts'

const zone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/)
  .refine(isZone, { error: 'api.invalid_field' })

/** `PUT /account/settings`: display settings of an account. Null means not chosen. */
export const saveSettingsWire = z
  .strictObject({
    language: z.enum(languages).nullable(),
    zone: zone.nullable().describe('A name of the IANA list, such as Asia/Shanghai.'),
    clock: z.enum(['24', '12']).nullable(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .describe('A code of ISO 4217: beside amounts of PT, as an aid.'),
    theme: z.enum(['light', 'dark']).nullable(),
  })
  .meta({ id: 'Settings' })
export type SaveSettingsWire = z.infer<typeof saveSettingsWire>

/** Stored settings, with the time of their last change by the server's clock. */
export const settingsWire = z
  .strictObject({ ...saveSettingsWire.shape, changedAt: z.int().describe('Unix milliseconds.') })
  .meta({ id: 'SettingsKept' })
export type SettingsWire = z.infer<typeof settingsWire>

/** `GET /account/settings`: null until the account saves settings. */
export const accountSettingsWire = z.strictObject({ settings: settingsWire.nullable() }).meta({ id: 'AccountSettings' })
export type AccountSettingsWire = z.infer<typeof accountSettingsWire>

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
