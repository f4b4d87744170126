/** Functions that DuckDB marks as CONSISTENT, although their result also depends on the clock, a setting, the query plan or another statement. */
const notFromRows = new Set([
  ...['current_setting', 'getvariable', 'current_localtime', 'current_localtimestamp', 'version', 'stats', 'vector_type', 'query', 'query_table'],
  ...['json_serialize_sql', 'json_deserialize_sql', 'json_serialize_plan', 'json_execute_serialized_sql', 'parse_duckdb_log_message', 'write_log'],
])

/**
 * Floating-point functions with a result that can differ between machines in the last digit: the C library calculates them, or a compiler joins a
 * multiplication and an addition into one instruction. `reservoir_quantile` is here because it selects rows at random.
 */
const lastDigitDiffers = new Set([
  ...[
    'exp',
    'ln',
    'log',
    'log2',
    'log10',
    'pow',
    'power',
    '**',
    '^',
    'cbrt',
    'gamma',
    'lgamma',
    'reservoir_quantile',
    'approx_quantile',
    'quantile_cont',
  ],
  ...['sin', 'cos', 'tan', 'cot', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'jaro_winkler_similarity'],
  ...['stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'sem', 'entropy', 'skewness', 'kurtosis', 'kurtosis_pop', 'corr'],
  ...['covar_pop', 'covar_samp', 'regr_avgx', 'regr_avgy', 'regr_intercept', 'regr_r2', 'regr_slope', 'regr_sxx', 'regr_sxy', 'regr_syy'],
  ...['list', 'array'].flatMap((kind) => ['distance', 'cosine_distance', 'cosine_similarity', 'inner_product'].map((name) => `${kind}_${name}`)),
  ...['list', 'array'].flatMap((kind) =>
    ['negative_inner_product', 'dot_product', 'negative_dot_product', 'cross_product'].map((name) => `${kind}_${name}`),
  ),
  ...['<->', '<=>'],
])

/** Functions with a value or an order that follows from a hash table of the C++ library. On another operating system such a table has another order. */
const followsFromHashes = new Set(['mode', 'list_distinct', 'array_distinct', 'approx_top_k'])

/** Macros of DuckDB that only call allowed functions (`engine/checkQuery.test.ts` reads their texts). */
export const allowedMacros = new Set([
  ...['nullif', 'split_part', 'date_add', 'days_in_month', 'fdiv', 'fmod', 'array_to_string', 'array_reverse', 'list_reverse'],
  ...['list_append', 'array_append', 'array_push_back', 'list_prepend', 'array_prepend', 'array_push_front', 'array_pop_back', 'array_pop_front'],
  ...['list_sum', 'list_avg', 'list_min', 'list_max', 'list_count', 'list_first', 'list_last', 'list_any_value', 'list_string_agg', 'list_median'],
])

/** Table functions that read nothing but their arguments. `unnest` may also stand in the list of columns of a SELECT. */
export const allowedTables = new Set(['range', 'generate_series', 'unnest'])

/** Names that DuckDB reads as a call of a function, even without brackets, if no column has the name. */
export const callsWithoutBrackets = new Set([
  ...['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'current_user', 'current_role', 'session_user', 'user'],
  ...['current_catalog', 'current_schema', 'current_database', 'current_localtime', 'current_localtimestamp'],
])

/** Functions with the name of an aggregate, such as 'sum', as their second argument. They call this aggregate. */
export const callsByName = new Set(['list_aggregate', 'list_aggr', 'array_aggregate', 'array_aggr', 'aggregate'])

/** The names of functions that DuckDB marks as CONSISTENT in every overload (equal arguments give equal results). */
export type ConsistentFunctions = ReadonlySet<string>

/** Returns why a function may not be called, or undefined if it may. `args` is the number of its arguments. */
export function functionFault({ name, args, consistent }: { name: string; args: number; consistent: ConsistentFunctions }): string | undefined {
  const key = name.toLowerCase()
  if (/^(duckdb_|pragma_|__internal)/.test(key) || notFromRows.has(key)) return `${name} does not follow from the rows`
  if (lastDigitDiffers.has(key)) return `${name} can give another last digit on another machine; use decimals, or calculate it from the result`
  if (followsFromHashes.has(key)) return `${name} can give another value on another system`
  if (key === 'age' && args < 2) return 'age with one argument reads the clock'
  if (allowedTables.has(key) || allowedMacros.has(key) || consistent.has(key)) return undefined
  return `${name} is not a function with the same value everywhere`
}

/** Window functions besides aggregates. */
export const allowedWindows = new Set([
  ...[
    'row_number',
    'rank',
    'dense_rank',
    'rank_dense',
    'percent_rank',
    'cume_dist',
    'ntile',
    'lead',
    'lag',
    'first',
    'last',
    'first_value',
    'last_value',
  ],
  ...['nth_value', 'fill'],
])
