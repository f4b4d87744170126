;; Trains a small neural net: is a point of the square in the circle? The search looks for its learning rate, decay, number of hidden units and activation.
;; Parameters: rate, decay, hidden (1 to 16), activation (0 softsign, 1 relu). A step is one pass over the training points. The value is the mean squared error of
;; points that were not trained.
(module
  (import "infinitio" "random" (func $random (result i64)))
  (import "infinitio" "write" (func $write (param i32 i32)))
  (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))
  (memory 1)
  (global $state (mut i64) (i64.const 1))
  (global $rate (mut f64) (f64.const 0))
  (global $decay (mut f64) (f64.const 0))
  (global $relu (mut i32) (i32.const 0))
  (global $bias (mut f64) (f64.const 0))
  ;; The end of the hidden units in the memory.
  (global $end (mut i32) (i32.const 0))

  ;; Memory: 256 points of 24 bytes (x, y, label) from 0, of which the first 128 are trained; hidden units of 48 bytes (weight of x, weight of y, bias, weight out,
  ;; output, slope) from 8192; the parameters from 16384; the value at 20000.

  ;; The next number from -1 to 1, by xorshift64.
  (func $next (result f64)
    (global.set $state (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 13))))
    (global.set $state (i64.xor (global.get $state) (i64.shr_u (global.get $state) (i64.const 7))))
    (global.set $state (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 17))))
    (f64.sub (f64.mul (f64.convert_i64_u (i64.shr_u (global.get $state) (i64.const 11))) (f64.const 0x1p-52)) (f64.const 1)))

  ;; Makes the points. All trials have the same ones.
  (func $make_points
    (local $at i32) (local $x f64) (local $y f64) (local $square f64)
    (global.set $state (i64.const 20261128))
    (loop $points
      (local.set $x (call $next))
      (local.set $y (call $next))
      (local.set $square (f64.add (f64.mul (local.get $x) (local.get $x)) (f64.mul (local.get $y) (local.get $y))))
      (f64.store (local.get $at) (local.get $x))
      (f64.store offset=8 (local.get $at) (local.get $y))
      (f64.store offset=16 (local.get $at)
        (select (f64.const 1) (f64.const -1)
          (f64.lt (local.get $square) (f64.const 0.6))))
      (local.set $at (i32.add (local.get $at) (i32.const 24)))
      (br_if $points (i32.lt_u (local.get $at) (i32.const 6144)))))

  ;; Gives each hidden unit weights of its own, from the trial's sequence of random numbers.
  (func $make_units
    (local $at i32)
    (global.set $state (i64.or (call $random) (i64.const 1)))
    (local.set $at (i32.const 8192))
    (loop $units
      (f64.store (local.get $at) (f64.mul (call $next) (f64.const 2)))
      (f64.store offset=8 (local.get $at) (f64.mul (call $next) (f64.const 2)))
      (f64.store offset=16 (local.get $at) (call $next))
      (f64.store offset=24 (local.get $at) (call $next))
      (local.set $at (i32.add (local.get $at) (i32.const 48)))
      (br_if $units (i32.lt_u (local.get $at) (global.get $end)))))

  ;; Returns the net's output for a point, less its label. Keeps output and slope of each unit.
  (func $error (param $point i32) (result f64)
    (local $at i32) (local $sum f64) (local $out f64) (local $slope f64) (local $total f64)
    (local.set $total (global.get $bias))
    (local.set $at (i32.const 8192))
    (loop $units
      (local.set $sum (f64.add (f64.load offset=16 (local.get $at))
        (f64.add (f64.mul (f64.load (local.get $at)) (f64.load (local.get $point)))
          (f64.mul (f64.load offset=8 (local.get $at)) (f64.load offset=8 (local.get $point))))))
      (if (global.get $relu)
        (then
          (local.set $out (f64.max (local.get $sum) (f64.const 0)))
          (local.set $slope (f64.convert_i32_u (f64.gt (local.get $sum) (f64.const 0)))))
        (else
          (local.set $slope (f64.div (f64.const 1) (f64.add (f64.const 1) (f64.abs (local.get $sum)))))
          (local.set $out (f64.mul (local.get $sum) (local.get $slope)))
          (local.set $slope (f64.mul (local.get $slope) (local.get $slope)))))
      (f64.store offset=32 (local.get $at) (local.get $out))
      (f64.store offset=40 (local.get $at) (local.get $slope))
      (local.set $total (f64.add (local.get $total) (f64.mul (f64.load offset=24 (local.get $at)) (local.get $out))))
      (local.set $at (i32.add (local.get $at) (i32.const 48)))
      (br_if $units (i32.lt_u (local.get $at) (global.get $end))))
    (f64.sub (local.get $total) (f64.load offset=16 (local.get $point))))

  ;; Moves a weight against its slope, and a little towards 0.
  (func $move (param $place i32) (param $slope f64)
    (f64.store (local.get $place) (f64.sub (f64.load (local.get $place))
      (f64.mul (global.get $rate) (f64.add (local.get $slope) (f64.mul (global.get $decay) (f64.load (local.get $place))))))))

  ;; One step of gradient descent for a point.
  (func $train (param $point i32)
    (local $at i32) (local $error f64) (local $slope f64)
    (local.set $error (call $error (local.get $point)))
    (local.set $at (i32.const 8192))
    (loop $units
      (local.set $slope (f64.mul (f64.mul (local.get $error) (f64.load offset=24 (local.get $at))) (f64.load offset=40 (local.get $at))))
      (call $move (i32.add (local.get $at) (i32.const 24)) (f64.mul (local.get $error) (f64.load offset=32 (local.get $at))))
      (call $move (local.get $at) (f64.mul (local.get $slope) (f64.load (local.get $point))))
      (call $move (i32.add (local.get $at) (i32.const 8)) (f64.mul (local.get $slope) (f64.load offset=8 (local.get $point))))
      (call $move (i32.add (local.get $at) (i32.const 16)) (local.get $slope))
      (local.set $at (i32.add (local.get $at) (i32.const 48)))
      (br_if $units (i32.lt_u (local.get $at) (global.get $end))))
    (global.set $bias (f64.sub (global.get $bias) (f64.mul (global.get $rate) (local.get $error)))))

  ;; Trains so many steps from the beginning and writes the value.
  (func (export "score") (param $steps i64)
    (local $point i32) (local $error f64) (local $sum f64)
    (call $read_part (i32.const 0) (i32.const 0) (i32.const 16384) (i32.const 32))
    (global.set $rate (f64.load (i32.const 16384)))
    (global.set $decay (f64.load (i32.const 16392)))
    (global.set $end (i32.add (i32.const 8192) (i32.mul (i32.const 48) (i32.trunc_f64_u (f64.load (i32.const 16400))))))
    (global.set $relu (i32.trunc_f64_u (f64.load (i32.const 16408))))
    (call $make_points)
    (call $make_units)
    (loop $steps
      (local.set $point (i32.const 0))
      (loop $points
        (call $train (local.get $point))
        (local.set $point (i32.add (local.get $point) (i32.const 24)))
        (br_if $points (i32.lt_u (local.get $point) (i32.const 3072))))
      (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
      (br_if $steps (i64.gt_s (local.get $steps) (i64.const 0))))
    (loop $test
      (local.set $error (call $error (local.get $point)))
      (local.set $sum (f64.add (local.get $sum) (f64.mul (local.get $error) (local.get $error))))
      (local.set $point (i32.add (local.get $point) (i32.const 24)))
      (br_if $test (i32.lt_u (local.get $point) (i32.const 6144))))
    (f64.store (i32.const 20000) (f64.div (local.get $sum) (f64.const 128)))
    (call $write (i32.const 20000) (i32.const 8))))
