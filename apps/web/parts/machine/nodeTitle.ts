/** "H100 SXM 80 GB": how a class is called everywhere; the maker's name says nothing more. */
export function classTitle(className: string): string {
  return className.replace(/^NVIDIA /, '')
}

/** "8 × H100 SXM 80 GB": how a number of GPUs of a class is called; `gpus` may be words, such as "1 of 8". */
export function nodeTitle({ gpus, className }: { readonly gpus: number | string; readonly className: string }): string {
  return `${gpus}\u00a0×\u00a0${classTitle(className).replaceAll(' GB', '\u00a0GB')}`
}
