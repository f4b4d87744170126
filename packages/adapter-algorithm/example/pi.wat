;; Estimates π: throws points into a square and counts those in the quarter circle. One number of the range is one point.
(module
  (import "infinitio" "random" (func $random (result i64)))
  (import "infinitio" "write" (func $write (param i32 i32)))
  (import "infinitio" "part_count" (func $part_count (result i32)))
  (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))
  (memory 1)
  (global $state (mut i64) (i64.const 1))

  ;; The next number from 0 to 1, by xorshift64. The job's sequence only gives the first state: a call of an import is slow.
  (func $next (result f64)
    (global.set $state (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 13))))
    (global.set $state (i64.xor (global.get $state) (i64.shr_u (global.get $state) (i64.const 7))))
    (global.set $state (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 17))))
    (f64.mul (f64.convert_i64_u (i64.shr_u (global.get $state) (i64.const 11))) (f64.const 0x1p-53)))

  ;; Writes the points in the circle and all points, as two numbers of 64 bits.
  (func (export "map") (param $from i64) (param $to i64)
    (local $hits i64) (local $left i64) (local $x f64) (local $y f64)
    (global.set $state (i64.or (call $random) (i64.const 1)))
    (local.set $left (i64.sub (local.get $to) (local.get $from)))
    (loop $points
      (local.set $x (call $next))
      (local.set $y (call $next))
      (if (f64.lt (f64.add (f64.mul (local.get $x) (local.get $x)) (f64.mul (local.get $y) (local.get $y))) (f64.const 1))
        (then (local.set $hits (i64.add (local.get $hits) (i64.const 1)))))
      (local.set $left (i64.sub (local.get $left) (i64.const 1)))
      (br_if $points (i64.gt_s (local.get $left) (i64.const 0))))
    (i64.store (i32.const 0) (local.get $hits))
    (i64.store (i32.const 8) (i64.sub (local.get $to) (local.get $from)))
    (call $write (i32.const 0) (i32.const 16)))

  ;; Writes 4 · hits ⁄ points as a text with nine digits after the point.
  (func (export "fold")
    (local $part i32) (local $hits i64) (local $points i64) (local $digits i64) (local $at i32)
    (block $done
      (loop $parts
        (br_if $done (i32.ge_u (local.get $part) (call $part_count)))
        (call $read_part (local.get $part) (i32.const 0) (i32.const 0) (i32.const 16))
        (local.set $hits (i64.add (local.get $hits) (i64.load (i32.const 0))))
        (local.set $points (i64.add (local.get $points) (i64.load (i32.const 8))))
        (local.set $part (i32.add (local.get $part) (i32.const 1)))
        (br $parts)))
    (local.set $digits (i64.div_u (i64.mul (local.get $hits) (i64.const 4000000000)) (local.get $points)))
    (local.set $at (i32.const 110))
    (loop $digit
      (i32.store8 (local.get $at) (i32.wrap_i64 (i64.add (i64.const 48) (i64.rem_u (local.get $digits) (i64.const 10)))))
      (local.set $digits (i64.div_u (local.get $digits) (i64.const 10)))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      ;; The point stands behind the first digit.
      (if (i32.eq (local.get $at) (i32.const 101))
        (then
          (i32.store8 (local.get $at) (i32.const 46))
          (local.set $at (i32.sub (local.get $at) (i32.const 1)))))
      (br_if $digit (i32.ge_s (local.get $at) (i32.const 100))))
    (call $write (i32.const 100) (i32.const 11))))
