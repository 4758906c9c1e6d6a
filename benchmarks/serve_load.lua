-- Requests for wrk: the lines of the file BENCH_REQUESTS, after BENCH_PREFIX, or as a form's query posted to
-- it where BENCH_METHOD says so; with BENCH_DISTINCT no two are alike (a comment with a number at the end of the query). Prints the figures as JSON.
local lines, number = {}, 0
local prefix = os.getenv("BENCH_PREFIX")
local distinct = os.getenv("BENCH_DISTINCT")

function init(_)
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do lines[#lines + 1] = line end
end

function request()
  number = number + 1
  local line = lines[(number * 7919) % #lines + 1]
  if distinct then line = line .. "%0A%23" .. distinct .. "." .. number end
  local headers = { Accept = os.getenv("BENCH_ACCEPT") }
  if os.getenv("BENCH_METHOD") ~= "POST" then return wrk.format("GET", prefix .. line, headers) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  return wrk.format("POST", prefix, headers, "query=" .. line)
end

function done(summary, latency, _)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
