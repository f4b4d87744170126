import { type Finding, isProductCode, isTest, type SourceFile } from './sourceFile.ts'

/** Finds files of code with more than 400 lines (tests: 600). The words "Long because" in a file's first comment give a reason and allow it. */
export function fileLengths(file: SourceFile): Finding[] {
  if (!/\.(tsx?|mjs|cjs|sol)$/.test(file.path) || /\/generated\//.test(file.path)) return []
  const most = isTest(file) ? 600 : 400
  if (file.lines.length <= most || /Long because/.test(file.text.slice(0, 1_500))) return []
  return [{ path: file.path, rule: 'file-length', message: `${file.lines.length} lines; ${most} is the most without a reason` }]
}

/** Checks the lengths of all product files: half of them must have at most 100 lines, and nine of ten at most 250. */
export function lengthsOfAll(files: SourceFile[]): Finding[] {
  const lengths = files.filter((file) => isProductCode(file) && !/\/generated\//.test(file.path)).map((file) => file.lines.length)
  const sorted = lengths.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  const message = `median ${at(0.5)} lines (100 is the most), p90 ${at(0.9)} (250)`
  return at(0.5) > 100 || at(0.9) > 250 ? [{ path: '.', rule: 'lengths-of-all', message }] : []
}
