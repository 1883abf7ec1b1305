#!/usr/bin/env node
// Written for any Node.js, so that one that is too old says so instead of failing at the syntax of the bundle.
var required = require("../package.json").engines.node.replace(">=", "");
var have = process.versions.node.split(".").map(Number);
var need = required.split(".").map(Number);
if (have[0] < need[0] || (have[0] === need[0] && have[1] < need[1])) {
  process.stderr.write("strongroom needs Node.js " + required + " or later; this is " + process.versions.node + "\n");
  process.exit(2);
} else if (!require("fs").existsSync(require("path").join(__dirname, "../dist/strongroom.js"))) {
  process.stderr.write("strongroom is not built: npm ci in the clone builds it\n");
  process.exit(2);
} else {
  var nodeModule = require("module");
  if (nodeModule.enableCompileCache) {
    nodeModule.enableCompileCache();
  }
  require("../dist/strongroom.js").runProgram();
}
