#!/bin/sh
# Stands for `terraform` where a test is about how it is run. Behaves as the files in `behaviour/` of the stack's directory
# say, and logs each call to STRONGROOM_TEST_LOG.

command=$1
shift
stack=${PWD##*/}
log() { echo "$stack $*" >>"$STRONGROOM_TEST_LOG"; }

earlier=$(grep -c "^$stack $command begins" "$STRONGROOM_TEST_LOG" 2>/dev/null)
log "$command begins $*"
out=
for argument in "$@"; do
  case $argument in
  -out=*) out=${argument#-out=} ;;
  esac
done
[ -z "$TF_VAR_role_name" ] || log "$command role $TF_VAR_role_name"
[ ! -e plan_role_override.tf.json ] || log "$command override $(cat plan_role_override.tf.json)"

exit=0
case $command in
version) echo '{"terraform_version":"1.11.4"}' ;;
init)
  sleep 0.05
  mkdir -p .terraform
  [ ! -e behaviour/initFails ] || {
    cat behaviour/initFails
    exit=1
  }
  [ -e .terraform.lock.hcl ] || echo "# made in $stack" >.terraform.lock.hcl
  ;;
providers)
  if [ -e "$STRONGROOM_TEST_LOG.refuses" ]; then
    cat "$STRONGROOM_TEST_LOG.refuses"
    exit=1
  else
    echo "# $(cat .terraform.lock.hcl 2>/dev/null | tail -1) $*" >>.terraform.lock.hcl
  fi
  ;;
state)
  serial=1
  [ ! -e behaviour/serial ] || serial=$(cat behaviour/serial)
  echo "{\"lineage\":\"$stack\",\"serial\":$serial}"
  ;;
show)
  if [ -e behaviour/showFails ]; then
    echo 'Error: Failed to load plugin schemas' >&2
    exit=1
  else
    cat "$2"
  fi
  ;;
plan)
  # The question whether an alias names a key.
  if grep -q '"output":{"existing_key"' main.tf.json 2>/dev/null; then
    case ${STRONGROOM_TEST_ALIAS-} in
    '') echo 'Error: reading KMS Alias (alias/central-backup): empty result' && exit=1 ;;
    mrk-*) echo "Changes to Outputs:
  + existing_key = \"$STRONGROOM_TEST_ALIAS\"" ;;
    *) echo "Error: $STRONGROOM_TEST_ALIAS" && exit=1 ;;
    esac
    log "asked $(cat main.tf.json)"
  elif [ -e behaviour/hangs ]; then
    sleep 1000 >/dev/null 2>&1 &
    log "provider $!"
    trap 'exit 1' INT
    wait
  fi
  if [ -e "behaviour/plan.${earlier:-0}.output" ]; then
    cat "behaviour/plan.${earlier:-0}.output"
    exit=$(cat "behaviour/plan.${earlier:-0}.exitCode")
  else
    echo 'No changes.'
  fi
  changes=[]
  [ ! -e "behaviour/plan.${earlier:-0}.changes" ] || changes=$(cat "behaviour/plan.${earlier:-0}.changes")
  [ -z "$out" ] || [ "$exit" = 1 ] ||
    echo "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"resource_changes\":$changes}" >"$out"
  ;;
apply)
  if [ -e behaviour/applyHangs ]; then
    rm behaviour/applyHangs
    sleep 1000 >/dev/null 2>&1 &
    log "provider $!"
    wait
  fi
  if [ -e "behaviour/apply.${earlier:-0}.output" ]; then
    cat "behaviour/apply.${earlier:-0}.output"
    exit=1
  else
    state=../../../terraform.$stack.tfstate
    serial=$(sed 's/.*"serial"://; s/}//' "$state" 2>/dev/null)
    echo "{\"lineage\":\"$stack\",\"serial\":$((${serial:-0} + 1))}" >"$state"
  fi
  ;;
esac
log "$command ends"
exit "$exit"
