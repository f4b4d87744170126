import { reading } from '#web/i18n/reading.ts'

/**
 * The Chinese translations of the names that this software itself gives. All other names of classes and machines are from people, and are shown as these wrote
 * them. The names are repeated here, because the module that defines the first name would bring all data sheets into the first script of the search.
 */
const inChinese: ReadonlyMap<string, string> = new Map([
  ['CPU slot (development)', 'CPU 槽位（开发用）'],
  ['This machine', '本机'],
])

/** Returns the name of a class or of a machine in the reader's language, if this software gave the name. Otherwise returns the name as it is. */
export function givenName(name: string): string {
  return reading().language === 'zh' ? (inChinese.get(name) ?? name) : name
}

/** Returns the title of a GPU class on all pages, such as "H100 SXM 80 GB". It leaves out the name of the maker NVIDIA, which adds no information. */
export function classTitle(className: string): string {
  return givenName(className).replace(/^NVIDIA /, '')
}

/** Returns the title of a number of GPUs of a class, such as "8 × H100 SXM 80 GB". `gpus` may be text, such as "1 of 8". */
export function nodeTitle({ gpus, className }: { readonly gpus: number | string; readonly className: string }): string {
  return `${gpus}\u00a0×\u00a0${classTitle(className).replaceAll(' GB', '\u00a0GB')}`
}
