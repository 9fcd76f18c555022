// A serial port. Which one it is board.yaml says (firmware.uart.driver); one driver is linked into an image.
#ifndef ASSAY_PLATFORM_CORTEX_M_UART_H_
#define ASSAY_PLATFORM_CORTEX_M_UART_H_

#include <cstdint>

namespace assay::platform {

// Sets the port up; after this it raises its interrupt for received bytes.
void InitUart();

// Takes one received byte from the hardware. Returns false if there is none. Also clears the cause of the
// interrupt.
bool ReceiveByte(uint8_t* byte);

// Waits until the hardware can take a byte, and gives it. Needs no interrupt.
void SendByte(uint8_t byte);

// Waits until the last byte given has left the port: a reset would cut it short.
void DrainUart();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_UART_H_
